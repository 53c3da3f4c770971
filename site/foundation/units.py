"""The units periods are stated in, and how long a period may be. Pure: no Django, no clock."""

from enum import StrEnum

from foundation.working_calendar import PeriodError


class Unit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def longest(self) -> int:
        return LONGEST[self]


LABELS = {Unit.WORKING_DAYS: "个工作日", Unit.DAYS: "日", Unit.MONTHS: "个月", Unit.YEARS: "年"}
LONGEST = {Unit.WORKING_DAYS: 3650, Unit.DAYS: 3650, Unit.MONTHS: 360, Unit.YEARS: 30}


def check_count(count: int, unit: Unit) -> None:
    if isinstance(count, bool) or not isinstance(count, int):
        raise PeriodError("期限的长度要写整数。")
    if count < 1:
        raise PeriodError(f"期限至少为1{unit.label}，不能是{count}。")
    if count > unit.longest:
        raise PeriodError(f"期限最长为{unit.longest}{unit.label}，{count}太长，请核对是不是多写了一位。")
