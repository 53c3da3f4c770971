"""What was read of the document itself: each value, the words it was read from, and whether a person should look."""

from dataclasses import dataclass
from datetime import date

from foundation.working_calendar import long_date
from notices.models import ProvisionSet, Purpose
from notices.numbers import Holder, holder_of, numbers_of
from notices.provisions import Reading
from notices.provisions.effective import names_a_day
from notices.provisions.keys import number_key

UNREAD = "没有读出"


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    raw: str = ""
    confirm: bool = False
    note: str = ""
    line: int = 0


def facts_of(reading: Reading) -> list[Fact]:
    title, number, validity = reading.fields["title"], reading.fields["document_number"], reading.validity
    is_draft = reading.status.value == "draft"
    rule = validity.effective_rule or ""
    ends = long_date(validity.expires_on) if validity.expires_on else (validity.term or "没有规定")
    starts = long_date(validity.effective_on) if validity.effective_on else rule or UNREAD
    choose = bool(rule) and not names_a_day(rule) and not is_draft
    return [
        Fact("标题", title.value or UNREAD, _raw(title.value, title.raw), title.is_repaired or not title.value, line=_first(title.lines)),
        Fact(
            "发文字号",
            number.value or ("征求意见稿没有文号" if is_draft else UNREAD),
            _raw(number.value, number.raw),
            number.is_repaired or not (number.value or is_draft),
            line=_first(number.lines),
        ),
        Fact("发文机关", "、".join(reading.issuers) or UNREAD, confirm=not reading.issuers and not is_draft),
        Fact("成文日期", _day(reading.issued_on), confirm=reading.issued_on is None and not is_draft),
        Fact("施行日期", starts, confirm=starts == UNREAD and not is_draft, note="在第 4 步选定哪一天" if choose else ""),
        Fact("有效期", ends),
        Fact("现状", reading.status.label),
    ]  # fmt: skip


def number_conflict(one: ProvisionSet, reading: Reading) -> Holder | None:
    """The other page that has this number, where confirming would refuse it.

    A text for a page of its own keeps that page's; an amended one is still headed with those of what it amends.
    """
    number = number_key(reading.document_number or "")
    if one.purpose == Purpose.CORRECT or not number:
        return None
    if one.page_id is None and one.regulation is not None and number in numbers_of(one.regulation):
        return None
    return holder_of(number, besides=one.page_id)


def _raw(value: str | None, raw: str | None) -> str:
    return raw.strip() if raw and raw.strip() != value else ""


def _day(day: date | None) -> str:
    return long_date(day) if day else UNREAD


def _first(lines: tuple[int, ...]) -> int:
    return lines[0] if lines else 0
