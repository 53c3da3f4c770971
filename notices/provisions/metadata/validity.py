"""From when to when the document holds, and how it stands on a day."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from notices.provisions.folding import fold, squeeze
from notices.provisions.metadata.dates import DATE, date_of, years_after
from notices.provisions.metadata.header import NONE, Header
from notices.provisions.numerals import number
from notices.provisions.pieces import Piece
from notices.provisions.titles import DRAFT

_ACTS = "施行|实施|执行|生效|试行|起效|实行"
_FROM_DAY = re.compile(rf"自 ?(?P<date>{DATE.pattern}) ?(?:之日)?(?:起|开始|正式)* ?(?:正式|开始)?(?:{_ACTS})")
_ON_DAY = re.compile(rf"(?P<date>{DATE.pattern}) ?起?(?:正式)?(?:{_ACTS})")
_FROM_EVENT = re.compile(
    rf"自(?P<rule>(?:正式)?(?:公布|发布|印发|颁布|下发|签发|批准|公告|通过|公开|刊登|颁发|发文|出台)(?:之日|之时|日|后)?(?:起)?"
    rf" ?满?(?P<count>(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}) ?(?:个)?"
    rf"(?:工作日|自然日|日|天|个月|月))?(?:之?后|内)?)"
    rf"(?:起)?(?:正式|开始)?(?:{_ACTS})"
)
_TERM = re.compile(
    r"(?:有效期|施行期|试行期|实施期限|执行期限|试行期限|有效期限|实施期|执行期)(?:限)?(?:为|是|:|暂定为?|暂定)?"
    r"(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>年|个月)"
)
_UNTIL = re.compile(
    rf"(?:有效期(?:限)?|施行期|试行期|执行期限?|实施期限?|施行|有效)[^。;]{{0,24}}?"
    rf"(?:至|到|截至|截止到?)(?P<date>{DATE.pattern})(?:止|为止)?"
)
# 有效期自2021年1月1日至2023年12月31日, 有效期5年（2021年3月1日至2026年2月28日）
_BETWEEN = re.compile(
    rf"(?:有效期|施行期|试行期|执行期|实施期)限?[^。;]{{0,12}}?(?P<date>{DATE.pattern})起?(?:至|到|—+|-+)(?:\d{{4}}|[一二])"
)
_ON_ITS_OWN = re.compile(
    r"(?:时效性?|有效性|效力状态|文件状态|效力|状态) ?: ?"
    r"(?P<word>现行有效|有效|尚未(?:生效|施行)|未生效|已?(?:被)?修(?:改|订)|失效|已失效|废止|已废止|已被废止)"
)
_REPEALED = re.compile(r"[(\[【〔](?:已(?:被)?(?:废止|撤销)|废止)[^)\]】〕]{0,20}[)\]】〕]|^(?:已废止|本文件已废止)$")
_EXPIRED = re.compile(r"[(\[【〔]已?失效[)\]】〕]|^(?:已失效|本文件已失效)$")
_AMENDED = re.compile(r"[(\[【〔](?:已(?:被)?(?:修改|修订)|部分(?:失效|修改))[)\]】〕]")
_SETTLE = timedelta(days=60)  # from the signing of a document to its being sent out


class Status(StrEnum):
    DRAFT = "draft"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    EXPIRED = "expired"
    REPEALED = "repealed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Status.DRAFT: "征求意见稿",
    Status.NOT_YET: "尚未施行",
    Status.IN_FORCE: "现行有效",
    Status.AMENDED: "已修改",
    Status.EXPIRED: "已失效",
    Status.REPEALED: "已废止",
}


@dataclass(frozen=True, slots=True)
class Validity:
    effective_on: date | None = None
    effective_rule: str | None = None
    expires_on: date | None = None
    term: str | None = None
    latest_start: date | None = None
    latest_end: date | None = None


def read_validity(
    body: Iterable[str], head: Iterable[str], issued_on: date | None, sent_on: date | None, header: Header = NONE
) -> Validity:
    """`body` from its last sentences upwards, then the head: what the text says of itself, not of others."""
    effective_on: date | None = None
    rule: str | None = None
    until: date | None = None
    term: tuple[int, int] | None = None
    words: str | None = None
    for text in (*body, *head):
        plain = squeeze(text)
        if effective_on is None and rule is None:
            effective_on, rule = _start(plain)
        if until is None and term is None:
            until, term, words = _end(plain)
    if effective_on is None:
        effective_on = next((entry.day for entry in header.of("effective") if entry.day), None)
    if until is None and term is None:
        until = next((entry.day for entry in header.of("expires") if entry.day), None)
    start = effective_on
    if start is None and rule is not None:
        start = _latest_start(rule, issued_on, sent_on)
    if until is None and term is not None and effective_on is not None:
        until = years_after(effective_on, *term)
    latest_end = until
    if until is None and term is not None and start is not None:
        latest_end = years_after(start, *term)
    return Validity(effective_on, rule, until, words, start, latest_end)


def _start(plain: str) -> tuple[date | None, str | None]:
    event = _FROM_EVENT.search(plain)
    if event and not re.search(r"(?:原|旧).{0,4}$", plain[: event.start()]):
        return None, "自" + event["rule"]
    for pattern in (_FROM_DAY, _ON_DAY):
        for found in pattern.finditer(plain):
            day = date_of(found)
            before = plain[max(0, found.start() - 30) : found.start()]
            if day and not re.search(r"《[^》]*$|原(?:来的?)?(?:规定|办法|条例)[^,。]*$", before):
                return day, None
    between = _BETWEEN.search(plain)
    return (date_of(between) if between else None), None


def _end(plain: str) -> tuple[date | None, tuple[int, int] | None, str | None]:
    found = _UNTIL.search(plain)
    if found:
        day = date_of(found)
        if day:
            return day, None, None
    spoken = _TERM.search(plain)
    count = number(spoken["number"]) if spoken else None
    if spoken is None or not count:
        return None, None, None
    return None, (count, 0) if spoken["unit"] == "年" else (0, count), spoken[0]


def _latest_start(rule: str, issued_on: date | None, sent_on: date | None) -> date | None:
    day = sent_on or issued_on
    if day is None:
        return None
    found = re.search(r"(\d{1,3}|[一二三四五六七八九十]{1,3})(个?工作日|自然日|日|天|个?月)", rule)
    count = number(found[1]) if found else None
    if found is None or not count:
        return day
    if "月" in found[2]:
        return years_after(day, 0, count) + timedelta(days=2)
    return day + timedelta(days=count * (2 if "工作" in found[2] else 1) + 1)


def status_on(
    day: date, validity: Validity, head: Iterable[Piece], title: str, issued_on: date | None, header: Header = NONE
) -> Status:
    head = list(head)[:60]
    if is_draft(head, title):
        return Status.DRAFT
    said = _said(head, title, header)
    if said:
        return said
    if validity.expires_on and validity.expires_on < day:
        return Status.EXPIRED
    if validity.latest_end and validity.latest_end + _SETTLE < day:
        return Status.EXPIRED
    start = validity.effective_on or validity.latest_start or issued_on
    return Status.NOT_YET if start and start > day else Status.IN_FORCE


def is_draft(head: Iterable[Piece], title: str) -> bool:
    if DRAFT.search(fold(title)):
        return True
    for piece in head:
        words = squeeze(piece.text)
        if (
            len(words) <= 60
            and DRAFT.search(words)
            and not piece.is_ended
            and not re.match(r".{0,30}(?:情况|采纳|反馈)", words)
        ):
            return True
    return False


def _said(head: Iterable[Piece], title: str, header: Header) -> Status | None:
    """What a web page's header says of the document."""
    words = (f"状态:{entry.value}" for entry in header.of("status"))
    for text in (fold(title), *(piece.text for piece in head), *words):
        found = _ON_ITS_OWN.search(text)
        word = found["word"] if found else ""
        if "废止" in word or _REPEALED.search(text):
            return Status.REPEALED
        if "失效" in word or _EXPIRED.search(text):
            return Status.EXPIRED
        if "修" in word or _AMENDED.search(text):
            return Status.AMENDED
    return None
