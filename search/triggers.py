"""What the database refuses of the archive's record, whoever asks."""

from collections.abc import Iterator

from foundation.triggers import Rule, also_refuse

RECORD_WORDS = "档案检索记录只能追加，不能改动或删除。"
TABLES = ("search_archivequery", "search_archivequerysection")


@also_refuse(RECORD_WORDS)
def the_record_only_grows() -> Iterator[Rule]:
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            yield f"{table}_no_{event.lower()}", event, table, "", RECORD_WORDS
