"""What the database refuses of the archive's record, whoever asks."""

from collections.abc import Iterator

from django.db import connection

from foundation.triggers import Rule, also_refuse
from search.models.archive_query import DAYS_TYPING_IS_KEPT

RECORD_WORDS = "档案检索记录只能追加，不能改动或删除。"
QUERIES, SECTIONS = "search_archivequery", "search_archivequerysection"


@also_refuse(RECORD_WORDS)
def the_record_only_grows() -> Iterator[Rule]:
    """But for what was only being typed, when its time is over: by the clock of the database, not by ours."""
    outdated = f"{{row}}.what = 'completion' AND {{row}}.at < {_long_ago()}"
    its_query = "EXISTS (SELECT 1 FROM search_archivequery asked WHERE asked.id = OLD.query_id AND "
    of_such = its_query + outdated.format(row="asked") + ")"
    for table in (QUERIES, SECTIONS):
        yield f"{table}_no_update", "UPDATE", table, "", RECORD_WORDS
    yield f"{QUERIES}_no_delete", "DELETE", QUERIES, f"NOT ({outdated.format(row='OLD')})", RECORD_WORDS
    yield f"{SECTIONS}_no_delete", "DELETE", SECTIONS, f"NOT {of_such}", RECORD_WORDS


def _long_ago() -> str:
    if connection.vendor == "postgresql":
        return f"now() - interval '{DAYS_TYPING_IS_KEPT} days'"
    return f"datetime('now', '-{DAYS_TYPING_IS_KEPT} days')"
