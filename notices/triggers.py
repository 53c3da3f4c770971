"""What the database refuses of published provisions, whoever asks."""

from collections.abc import Iterator

from foundation.triggers import Rule, also_refuse

TEXT_WORDS = "已公布的条文不能改动或删除。"
SET = "notices_provisionset"
# Not built from names: what is looked for stands here as the database reads it.
FROZEN = "EXISTS (SELECT 1 FROM notices_provisionset WHERE id = {row}.of_id AND frozen_at IS NOT NULL)"
USED = "EXISTS (SELECT 1 FROM notices_provisionset WHERE upload_id = OLD.id AND frozen_at IS NOT NULL)"


@also_refuse(TEXT_WORDS)
def published_provisions_stay() -> Iterator[Rule]:
    """Rows of a frozen set, the set itself, the file it was read from, and the numbers taken."""
    for table in ("notices_provision", "notices_citation"):
        yield f"{table}_frozen_no_insert", "INSERT", table, FROZEN.format(row="NEW"), TEXT_WORDS
        yield f"{table}_frozen_no_update", "UPDATE", table, FROZEN.format(row="OLD"), TEXT_WORDS
        yield f"{table}_frozen_no_move", "UPDATE", table, FROZEN.format(row="NEW"), TEXT_WORDS
        yield f"{table}_frozen_no_delete", "DELETE", table, FROZEN.format(row="OLD"), TEXT_WORDS
    for event in ("UPDATE", "DELETE"):
        yield f"{SET}_frozen_no_{event.lower()}", event, SET, "OLD.frozen_at IS NOT NULL", TEXT_WORDS
        yield f"notices_upload_frozen_no_{event.lower()}", event, "notices_upload", USED, TEXT_WORDS
        yield f"notices_numberheld_no_{event.lower()}", event, "notices_numberheld", "", TEXT_WORDS
