"""What the database itself refuses, whoever asks: changes to the ledger, and to published acts outside their act.

Laid after every migrate, not once in a migration: SQLite rebuilds a table to alter it, and drops its triggers.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

LEDGER_WORDS = "存证账只能追加，不能改动或删除。"
CALENDAR_WORDS = "已录入的放假安排只能另行更正，不能改动或删除。"
ACT_WORDS = "已签发的内容不能直接改动。"
APPROVAL_WORDS = "审签意见不能改动或删除。"
DRAFT_WORDS = "审核通过的那一稿不能改动或删除。"
FILE_WORDS = "随已签发内容公布的文件不能替换或删除。"
ABOVE_WORDS = "下面有已签发的内容，不能改动地址、移动或删除。"
PRIVATE_WORDS = "已签发的内容是公开的，不能限制谁能查看。"
HOLDING_WORDS = "职责只能撤销，不能改动或删除。"
MARK_WORDS = "签发、撤回、更正、封存的记录不能直接改动。"
UNSIGNED_WORDS = "这类内容只能经审核、签发后发布。"
ALL_WORDS = (
    LEDGER_WORDS, CALENDAR_WORDS, ACT_WORDS, APPROVAL_WORDS, DRAFT_WORDS, FILE_WORDS, ABOVE_WORDS, PRIVATE_WORDS,
    HOLDING_WORDS, MARK_WORDS, UNSIGNED_WORDS,
)  # fmt: skip
APPEND_ONLY = {
    "foundation_ledgerentry": LEDGER_WORDS,
    "foundation_ledgeranchor": LEDGER_WORDS,
    "foundation_approval": APPROVAL_WORDS,
    "foundation_holidaynotice": CALENDAR_WORDS,
    "foundation_calendarday": CALENDAR_WORDS,
    "foundation_termmove": CALENDAR_WORDS,
}
# What was done to a published act changes only while its page is open for an act.
MARKS = (
    ("foundation_publishedact", "page_id"),
    ("foundation_correction", "target_id"),
    ("foundation_scheduledpublication", "page_id"),
    ("foundation_term", "page_id"),
    ("foundation_actfile", "page_id"),
)
# Models of other apps say the same of themselves by `changes_only_in_acts_on`, the column that names the page.
PAGE = "wagtailcore_page"

# The columns of a page that the public reads or is addressed by.
PUBLIC_COLUMNS = (
    "live", "title", "slug", "url_path", "path", "depth", "go_live_at", "expire_at", "expired", "first_published_at",
    "live_revision_id", "content_type_id", "alias_of_id", "seo_title", "search_description", "show_in_menus",
)  # fmt: skip

# What of a file a reader gets: its title and its bytes, who may have them, and what is cut out of a picture.
FILE_COLUMNS = (
    "title", "file", "collection_id", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip

Rule = tuple[str, str, str, str, str]  # name, event, table, condition, words

_rules_of_apps: list[Callable[[], Iterator[Rule]]] = []
_words_of_apps: list[str] = []


def also_refuse(words: str) -> Callable[[Callable[[], Iterator[Rule]]], Callable[[], Iterator[Rule]]]:
    """Register rules of an app above, and the sentence they refuse with."""

    def register(function: Callable[[], Iterator[Rule]]) -> Callable[[], Iterator[Rule]]:
        _rules_of_apps.append(function)
        _words_of_apps.append(words)
        return function

    return register


def rules() -> Iterator[Rule]:
    for table, words in APPEND_ONLY.items():
        for event in ("UPDATE", "DELETE"):
            yield f"{table}_no_{event.lower()}", event, table, "", words
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in PUBLIC_COLUMNS)
    published = "EXISTS (SELECT 1 FROM foundation_publishedact WHERE page_id = OLD.{key})"
    unpermitted = "NOT EXISTS (SELECT 1 FROM foundation_permit WHERE page_id = {row}.{key})"
    guarded = f"{published} AND {unpermitted}".format(key="id", row="OLD")
    yield "published_act_no_update", "UPDATE", PAGE, f"({changed}) AND {guarded}", ACT_WORDS
    yield "published_act_no_delete", "DELETE", PAGE, guarded, ACT_WORDS
    for table, key in (*MARKS, *_marks_of_apps()):
        for event in ("UPDATE", "DELETE"):
            row = f"NOT EXISTS (SELECT 1 FROM foundation_permit WHERE page_id = OLD.{key})"
            yield f"{table}_no_{event.lower()}", event, table, row, MARK_WORDS
    yield from _beside_the_acts()
    for of_app in _rules_of_apps:
        yield from of_app()
    yield from _rows_of_acts()
    for model in act_models():
        table = model._meta.db_table
        guarded = f"{published} AND {unpermitted}".format(key="page_ptr_id", row="OLD")
        yield f"{table}_no_update", "UPDATE", table, guarded, ACT_WORDS
        yield f"{table}_no_delete", "DELETE", table, guarded, ACT_WORDS
        yield (
            f"{table}_no_live",
            "UPDATE",
            PAGE,
            f"NEW.live AND NOT OLD.live AND EXISTS (SELECT 1 FROM {table} WHERE page_ptr_id = NEW.id) AND "
            + unpermitted.format(key="id", row="NEW"),
            UNSIGNED_WORDS,
        )
        yield (
            f"{table}_no_live_insert",
            "INSERT",
            table,
            f"EXISTS (SELECT 1 FROM {PAGE} WHERE id = NEW.page_ptr_id AND live) AND "
            + unpermitted.format(key="page_ptr_id", row="NEW"),
            UNSIGNED_WORDS,
        )


def _marks_of_apps() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        if key := getattr(model, "changes_only_in_acts_on", ""):
            yield model._meta.db_table, key


def _rows_of_acts() -> Iterator[Rule]:
    """The rows an act consists of besides its own: attachments, contacts, and what else is written line by line."""
    published = "EXISTS (SELECT 1 FROM foundation_publishedact WHERE page_id = {row}.{key})"
    unpermitted = "NOT EXISTS (SELECT 1 FROM foundation_permit WHERE page_id = {row}.{key})"
    for table, key in row_tables():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            guarded = f"{published} AND {unpermitted}".format(row=row, key=key)
            if event == "UPDATE":
                guarded = f"({guarded}) OR ({f'{published} AND {unpermitted}'.format(row='NEW', key=key)})"
            yield f"{table}_row_no_{event.lower()}", event, table, guarded, ACT_WORDS


def row_tables() -> list[tuple[str, str]]:
    """Table and column of every row of ours that belongs to an act page; Wagtail's comments are no content."""
    found = {}
    for model in act_models():
        for relation in get_all_child_relations(model):
            rows = relation.related_model
            if rows._meta.app_label != "wagtailcore":
                found[rows._meta.db_table] = relation.field.column
    return sorted(found.items())


def _beside_the_acts() -> Iterator[Rule]:
    """What an act rests on: the draft that was approved, its files, the pages above it, and who held which role."""
    judged = "EXISTS (SELECT 1 FROM foundation_approval WHERE revision_id = OLD.id AND approved)"
    rewritten = f"NEW.content IS DISTINCT FROM OLD.content AND {judged}"
    yield "judged_draft_no_update", "UPDATE", "wagtailcore_revision", rewritten, DRAFT_WORDS
    yield "judged_draft_no_delete", "DELETE", "wagtailcore_revision", judged, DRAFT_WORDS
    for model in (get_document_model(), get_image_model()):
        table = model._meta.db_table
        carried = (
            f"EXISTS (SELECT 1 FROM foundation_actfile WHERE kind = '{model._meta.label_lower}' AND file_id = OLD.id)"
        )
        fixed = [name for name in FILE_COLUMNS if name in {field.column for field in model._meta.concrete_fields}]
        exchanged = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in fixed)
        yield f"{table}_of_act_no_update", "UPDATE", table, f"({exchanged}) AND {carried}", FILE_WORDS
        yield f"{table}_of_act_no_delete", "DELETE", table, carried, FILE_WORDS
    moved = " OR ".join(
        f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("slug", "url_path", "path", "depth")
    )
    below = (
        "EXISTS (SELECT 1 FROM foundation_publishedact act JOIN wagtailcore_page page ON page.id = act.page_id "
        "WHERE page.id <> {row}.{key} AND substr(page.path, 1, length({path})) = {path})"
    )
    above = below.format(row="OLD", key="id", path="OLD.path")
    yield "above_acts_no_update", "UPDATE", PAGE, f"({moved}) AND {above}", ABOVE_WORDS
    yield "above_acts_no_delete", "DELETE", PAGE, above, ABOVE_WORDS
    covered = (
        "EXISTS (SELECT 1 FROM foundation_publishedact act JOIN wagtailcore_page page ON page.id = act.page_id "
        "JOIN wagtailcore_page above ON above.id = NEW.page_id "
        "WHERE substr(page.path, 1, length(above.path)) = above.path)"
    )
    for event in ("INSERT", "UPDATE"):
        table = "wagtailcore_pageviewrestriction"
        yield f"acts_are_public_no_{event.lower()}", event, table, covered, PRIVATE_WORDS
    kept = " OR ".join(
        f"NEW.{column} IS DISTINCT FROM OLD.{column}"
        for column in ("user_id", "role", "section_id", "since", "until", "deputy_for_id")
    )
    kept += " OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)"
    yield "roleholding_no_update", "UPDATE", "foundation_roleholding", kept, HOLDING_WORDS
    yield "roleholding_no_delete", "DELETE", "foundation_roleholding", "", HOLDING_WORDS


def act_models() -> list[type[Model]]:
    from foundation.models.act_page import ActPage

    return [model for model in apps.get_models() if issubclass(model, ActPage)]


def lay_triggers(**kwargs: object) -> None:
    """Put every trigger in place anew."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        needed = {PAGE, "foundation_publishedact", "foundation_permit", "foundation_actfile", *APPEND_ONLY}
        if not needed <= tables:
            return  # a database on its way to an earlier state
        # A trigger that names a table not there yet would bar SQLite from altering any other.
        absent = tuple(f"{table}_" for model in act_models() if (table := model._meta.db_table) not in tables)
        for rule in rules():
            if rule[2] in tables and not rule[0].startswith(absent):
                for statement in _drop(rule) + _create(rule):
                    cursor.execute(statement)


def lift_triggers(*names: str) -> None:
    """Take triggers off (all, or those named): for tests that empty their database or play the intruder."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for rule in rules():
            if rule[2] in tables and (not names or rule[0] in names):
                for statement in _drop(rule):
                    cursor.execute(statement)


def refused_by_the_database(error: Exception) -> str:
    """The sentence of the trigger that refused, if one did."""
    return next((words for words in (*ALL_WORDS, *_words_of_apps) if words in str(error)), "")


def missing_triggers() -> list[str]:
    """The triggers that should be there and are not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for name, *_ in rules() if name not in there]


def _drop(rule: Rule) -> list[str]:
    name, _, table, _, _ = rule
    if connection.vendor == "postgresql":
        extra = [f"DROP TRIGGER IF EXISTS {name}_truncate ON {table}"] if table in APPEND_ONLY else []
        return [f"DROP TRIGGER IF EXISTS {name} ON {table}", *extra]
    return [f"DROP TRIGGER IF EXISTS {name}"]


def _create(rule: Rule) -> list[str]:
    name, event, table, condition, words = rule
    if connection.vendor != "postgresql":
        when = f"WHEN {condition.replace('IS DISTINCT FROM', 'IS NOT')} " if condition else ""
        return [f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{words}'); END"]
    body = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"
    passed = "RETURN OLD;" if event == "DELETE" else "RETURN NEW;"
    refusal = f"IF {condition} THEN {body} END IF; {passed}" if condition else body
    statements = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusal} END $$",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    if table in APPEND_ONLY:
        statements.append(
            f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    return statements
