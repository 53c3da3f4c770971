"""What a reader asks of a regulation in its address: on which day, which two versions. Nothing typed is an error page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

EARLIEST = date(1949, 10, 1)
BAD_DAY = "没有看懂“查看某一天”里的日期，现在显示今天的文本。请按 2026-07-01 的样子写年、月、日。"
FAR_DAY = "查看的日期请在1949年10月1日到2100年之间，现在显示今天的文本。"
LATEST = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day the page is read for. `is_other` when it is not today; `fault` when what was asked is no day."""

    day: date
    is_other: bool = False
    fault: str = ""


def asked_day(params: Mapping[str, str], today: date) -> AskedDay:
    typed = params.get("on", "").strip()
    if not typed:
        return AskedDay(today)
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return AskedDay(today, fault=BAD_DAY)
    if not EARLIEST <= day <= LATEST:
        return AskedDay(today, fault=FAR_DAY)
    return AskedDay(day, is_other=day != today)


def asked_key(params: Mapping[str, str], name: str) -> int | None:
    """The key of an act, None when none was asked for; -1 for what is none, which no act has."""
    typed = params.get(name, "").strip()
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else -1
