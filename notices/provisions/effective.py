"""Which days 自颁布之日起30日后施行 may mean: each with its reasoning and what it rests on. Pure; a person chooses."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.bases import Article
from foundation.civil_code import FIRST_DAY, MONTH_END, OTHERWISE, last_of_months
from foundation.periods import Period
from foundation.working_calendar import PeriodError, WorkingCalendar
from notices.provisions.metadata.dates import DATE, years_after
from notices.provisions.numerals import number

_RULE = re.compile(
    r"(?P<event>公布|发布|印发|颁布|下发|签发|批准|公告|通过|公开|刊登|颁发|发文|出台)(?:之日|之时|日)?(?:后)?(?:起)?满?"
    r"(?:(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?P<unit>工作日|自然日|日|天|月))?"
)
_TERM = re.compile(r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?P<unit>年|个月)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a text says instead of a day: after which event, and how long after it."""

    event: str
    count: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading: the day, how it is reached, the article it rests on."""

    day: date
    says: str
    basis: Article


def names_a_day(words: str) -> bool:
    return DATE.search(words) is not None


def rule_in(words: str) -> Rule | None:
    found = _RULE.search(words.replace(" ", ""))
    if found is None:
        return None
    count = number(found["count"]) if found["count"] else None
    return Rule(found["event"], count or 0, found["unit"] if count else "")


def candidates(words: str, event_day: date | None, calendar: WorkingCalendar | None = None) -> tuple[Candidate, ...]:
    """The days the words may mean, the law's own reading first; none where the event has no day or there is no rule."""
    rule = rule_in(words)
    if rule is None or event_day is None:
        return ()
    if not rule.count:
        says = f"{rule.event}之日（{_said(event_day)}）当日施行，没有另外的期间。"
        return (Candidate(event_day, says, OTHERWISE),)
    try:
        return _counted(rule, event_day, calendar)
    except (PeriodError, OverflowError, ValueError):
        return ()


def last_day_of_term(start: date, term: str) -> date | None:
    """有效期5年, from the day it takes effect: the last day, that day counted in."""
    found = _TERM.search(term)
    count = number(found["count"]) if found else None
    if found is None or not count:
        return None
    return years_after(start, count, 0) if found["unit"] == "年" else years_after(start, 0, count)


def _counted(rule: Rule, event_day: date, calendar: WorkingCalendar | None) -> tuple[Candidate, ...]:
    spoken = (
        f"{rule.count}个月" if rule.unit == "月" else f"{rule.count}{'个工作日' if rule.unit == '工作日' else '日'}"
    )
    day = timedelta(days=1)
    found = []
    for counting_first in (False, True):
        last = _last_day(rule, event_day, counting_first, calendar)
        if last is None:
            return ()
        how = "当日计入，" if counting_first else "当日不计入，从次日起算，"
        basis = OTHERWISE if counting_first else (MONTH_END if rule.unit == "月" else FIRST_DAY)
        why = "按原文“自……之日起”从当日数起。" if counting_first else "法律规定的算法。"
        says = f"{rule.event}之日（{_said(event_day)}）{how}第{spoken}是{_said(last)}，满后次日施行。{why}"
        if rule.unit == "月":
            says = f"{rule.event}之日（{_said(event_day)}）{how}满{spoken}是{_said(last)}，次日施行。{why}"
        found.append(Candidate(last + day, says, basis))
    return tuple({one.day: one for one in reversed(found)}.values())[::-1]


def _last_day(rule: Rule, event_day: date, counting_first: bool, calendar: WorkingCalendar | None) -> date | None:
    if rule.unit == "月":
        return last_of_months(event_day, rule.count, counting_first)
    if rule.unit != "工作日":
        return event_day + timedelta(days=rule.count - (1 if counting_first else 0))
    if calendar is None:
        return None
    return Period.working_days(rule.count, event_day, counting_first_day=counting_first).on(calendar).last_day


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
