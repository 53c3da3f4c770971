"""What the database refuses of comments, whoever asks."""

from collections.abc import Iterator

from foundation.triggers import Rule, also_refuse

RECEIVED_WORDS = "收到的意见不能改动或删除。"
ANSWERED_WORDS = "意见的处理记录只能追加，不能改动或删除。"
SUMMARY_WORDS = "已公布的采纳情况不能改动或删除。"
LATE_WORDS = "采纳情况已经公布，不再接收意见。"

COMMENT, CHANGE, ROW = "notices_comment", "notices_commentchange", "notices_commentsummaryrow"
RECEIVED = (
    "id", "page_id", "number", "year", "serial", "once", "text_id", "address", "reference", "place", "opinion",
    "reason", "received_at", "digest",
)  # fmt: skip
# The contact may be deleted and never replaced.
REPLACED = "(NEW.contact IS NOT NULL AND NEW.contact IS DISTINCT FROM OLD.contact)"
SUMMARISED = (
    "EXISTS (SELECT 1 FROM notices_commentsummarypage s JOIN foundation_publishedact p ON p.page_id = s.page_ptr_id "
    "WHERE s.target_id = NEW.page_id AND p.withdrawal_id IS NULL AND p.sealing_id IS NULL)"
)
UNPERMITTED = "NOT EXISTS (SELECT 1 FROM foundation_permit WHERE page_id = NEW.page_id)"


@also_refuse(RECEIVED_WORDS)
def what_was_received_stays() -> Iterator[Rule]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in RECEIVED)
    yield f"{COMMENT}_received_no_update", "UPDATE", COMMENT, f"({changed} OR {REPLACED})", RECEIVED_WORDS
    yield f"{COMMENT}_no_delete", "DELETE", COMMENT, "", RECEIVED_WORDS


@also_refuse(ANSWERED_WORDS)
def answers_are_appended() -> Iterator[Rule]:
    for event in ("UPDATE", "DELETE"):
        yield f"{CHANGE}_no_{event.lower()}", event, CHANGE, "", ANSWERED_WORDS


@also_refuse(SUMMARY_WORDS)
def published_rows_stay() -> Iterator[Rule]:
    for event in ("UPDATE", "DELETE"):
        yield f"{ROW}_no_{event.lower()}", event, ROW, "", SUMMARY_WORDS
    yield f"{ROW}_no_insert", "INSERT", ROW, UNPERMITTED, SUMMARY_WORDS


@also_refuse(LATE_WORDS)
def nothing_comes_after_the_summary() -> Iterator[Rule]:
    yield f"{COMMENT}_no_late_insert", "INSERT", COMMENT, SUMMARISED, LATE_WORDS
