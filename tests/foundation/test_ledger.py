"""The ledger grows and never changes; whatever is done to it behind its back is found and named."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from foundation import ledger
from foundation.clock import SHANGHAI
from foundation.ledger.daily import note_the_head
from foundation.ledger.digests import GENESIS, row_digest
from foundation.models import LedgerAnchor, LedgerEntry, PublishedAct
from foundation.triggers import lay_triggers, lift_triggers
from tests.factories.acts import bureau, published
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

TABLE = LedgerEntry._meta.db_table


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, settings: object) -> None:
    settings.KEYS_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def five_rows() -> list[LedgerEntry]:
    actor = UserFactory(last_name="签发员")
    return [ledger.append("test.act", actor=actor, subject=f"thing:{i}", detail={"i": i}) for i in range(1, 6)]


def tamper(*statements: str) -> None:
    """As someone with the database in hand would: triggers off, change, triggers on."""
    lift_triggers()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    lay_triggers()


def test_a_sound_chain_verifies(five_rows: list[LedgerEntry]) -> None:
    assert ledger.verify() is None
    assert [entry.seq for entry in five_rows] == [1, 2, 3, 4, 5]
    assert five_rows[0].previous == GENESIS


def test_an_empty_ledger_is_sound() -> None:
    assert ledger.verify() is None
    assert ledger.anchor("每日摘要") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda: LedgerEntry.objects.filter(seq=2).update(act="other"),
        lambda: LedgerEntry.objects.get(seq=2).delete(),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: LedgerEntry.objects.get(seq=2).save(),
        lambda: LedgerEntry.objects.bulk_update([LedgerEntry.objects.get(seq=2)], ["act"]),
        lambda: connection.cursor().execute(f"UPDATE {TABLE} SET act = 'x'"),
        lambda: connection.cursor().execute(f"DELETE FROM {TABLE}"),
    ],
)
def test_the_database_refuses_every_change(change: Callable[[], object], five_rows: list[LedgerEntry]) -> None:
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        change()
    assert ledger.verify() is None
    assert LedgerEntry.objects.count() == 5


def test_postgresql_refuses_to_empty_it_at_one_stroke(five_rows: list[LedgerEntry]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("只有 PostgreSQL 有 TRUNCATE。")
    connection.check_constraints()  # what is still to be checked would refuse it by itself
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {TABLE} CASCADE")


def test_sqlite_refuses_insert_or_replace(five_rows: list[LedgerEntry]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("只有 SQLite 有 INSERT OR REPLACE。")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE seq = 2")


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-01-01 00:00:00+00:00'",
        "act = 'other'",
        "actor_id = NULL",
        "actor_name = '另一人'",
        "role = 'signatory'",
        "section_id = (SELECT min(id) FROM wagtailcore_page)",
        "subject = 'thing:9'",
        "subject_digest = 'x'",
        "detail = '{}'",
    ],
)
def test_a_row_changed_in_whatever_it_says_is_named(change: str, five_rows: list[LedgerEntry]) -> None:
    tamper(f"UPDATE {TABLE} SET {change} WHERE seq = 3")
    fault = ledger.verify()
    assert fault is not None
    assert fault.seq == 3
    assert "已被改动" in fault.says


def test_a_removed_row_is_named(five_rows: list[LedgerEntry]) -> None:
    tamper(f"DELETE FROM {TABLE} WHERE seq = 3")
    fault = ledger.verify()
    assert fault is not None
    assert (fault.seq, "不见了" in fault.says) == (3, True)


def test_two_rows_swapped_are_named(five_rows: list[LedgerEntry]) -> None:
    tamper(
        f"UPDATE {TABLE} SET seq = 99 WHERE seq = 2",
        f"UPDATE {TABLE} SET seq = 2 WHERE seq = 3",
        f"UPDATE {TABLE} SET seq = 3 WHERE seq = 99",
    )
    fault = ledger.verify()
    assert fault is not None
    assert fault.seq == 2


def test_a_cut_tail_is_found_by_its_anchor(five_rows: list[LedgerEntry]) -> None:
    ledger.anchor("2026年第1号名单")
    tamper(f"DELETE FROM {TABLE} WHERE seq > 3")
    fault = ledger.verify()
    assert fault is not None
    assert "2026年第1号名单" in fault.says
    assert "截去" in fault.says


def rebuild() -> None:
    """Rewrite row 2 and every digest after it, as someone who knows how the chain is made could."""
    statements, previous = [], GENESIS
    for entry in LedgerEntry.objects.order_by("seq"):
        if entry.seq == 2:
            entry.act = "test.forged"
        entry.previous, entry.digest = previous, row_digest(entry.fields_of_digest(), previous)
        statements.append(
            f"UPDATE {TABLE} SET act = '{entry.act}', previous = '{entry.previous}', digest = '{entry.digest}'"
            f" WHERE seq = {entry.seq}"
        )
        previous = entry.digest
    tamper(*statements)


def test_a_rebuilt_chain_is_found_by_its_anchor(five_rows: list[LedgerEntry]) -> None:
    ledger.anchor("2026年第1号名单")
    rebuild()
    fault = ledger.verify()
    assert fault is not None
    assert "2026年第1号名单" in fault.says
    assert "重写" in fault.says


def test_a_rebuilt_chain_with_a_forged_anchor_is_found_by_its_seal(five_rows: list[LedgerEntry]) -> None:
    rebuild()
    head = LedgerEntry.objects.get(seq=5)
    LedgerAnchor.objects.create(seq=5, digest=head.digest, at=head.at, where="伪造的名单", seal="0" * 64)
    fault = ledger.verify()
    assert fault is not None
    assert "封签不对" in fault.says


def test_a_rebuilt_chain_is_found_by_what_was_kept_elsewhere(five_rows: list[LedgerEntry], tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps({"seq": 5, "digest": five_rows[4].digest}) + "\n", encoding="utf-8")
    call_command("verify_ledger", anchors=str(kept))
    rebuild()
    assert ledger.verify() is None
    with pytest.raises(CommandError, match="第 5 号与另存的记录"):
        call_command("verify_ledger", anchors=str(kept))


def test_a_tail_cut_together_with_its_anchors_is_found_by_the_file_beside(five_rows: list[LedgerEntry]) -> None:
    note_the_head()
    tamper(f"DELETE FROM {TABLE} WHERE seq > 3", f"DELETE FROM {LedgerAnchor._meta.db_table}")
    assert ledger.verify() is None
    with pytest.raises(CommandError, match="末尾被截去"):
        call_command("verify_ledger")


@pytest.mark.parametrize(("field", "value"), [("where", "另一份名单"), ("at", datetime(2020, 1, 1, tzinfo=SHANGHAI))])
def test_an_anchor_moved_to_another_place_or_day_is_found_by_its_seal(
    five_rows: list[LedgerEntry], field: str, value: object
) -> None:
    ledger.anchor("每日摘要")
    lift_triggers()
    LedgerAnchor.objects.update(**{field: value})
    lay_triggers()
    fault = ledger.verify()
    assert fault is not None
    assert "封签不对" in fault.says


def test_an_act_whose_own_digest_was_changed_is_found_by_its_row() -> None:
    page = published(bureau())
    assert ledger.verify() is None
    lift_triggers()
    PublishedAct.objects.filter(page_id=page.pk).update(digest="0" * 64)
    lay_triggers()
    fault = ledger.verify()
    assert fault is not None
    assert "已签发页面" in fault.says


def test_an_anchor_cannot_be_changed_either(five_rows: list[LedgerEntry]) -> None:
    ledger.anchor("每日摘要")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        LedgerAnchor.objects.update(where="x")


def test_a_person_in_the_ledger_cannot_be_deleted(five_rows: list[LedgerEntry]) -> None:
    from django.db.models import ProtectedError

    actor = five_rows[0].actor
    assert actor is not None
    with pytest.raises(ProtectedError):
        actor.delete()


def test_an_append_undone_with_its_act_leaves_no_gap(five_rows: list[LedgerEntry]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        ledger.append("test.act", actor=None, subject="thing:6")
        raise RuntimeError
    assert ledger.append("test.act", actor=None, subject="thing:7").seq == 6
    assert ledger.verify() is None


@pytest.mark.parametrize("line", ["not json", '{"seq": "x", "digest": 1}', '{"digest": "1"}', "[1]"])
def test_an_unreadable_anchor_file_is_a_sentence(line: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(CommandError, match="读不懂锚点文件"):
        call_command("verify_ledger", anchors=str(file))


def test_the_head_is_published_for_anyone_to_keep(five_rows: list[LedgerEntry], client: Client) -> None:
    assert client.get("/feeds/ledger/").status_code == 200
    ledger.anchor("每日摘要")
    text = client.get("/feeds/ledger/").content.decode()
    assert "第 5 号" in text
    assert five_rows[4].digest in text
