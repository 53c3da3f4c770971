"""The ruler of days: how a period is shown everywhere, one cell a day. The template is components/ruler.html."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from foundation.periods import Kind, Worksheet


@dataclass(frozen=True, slots=True)
class Cell:
    number: str
    date: date
    date_text: str
    weekday: str
    mark: str
    note: str
    css: str
    is_today: bool
    why: str


@dataclass(frozen=True, slots=True)
class Ruler:
    label: str
    cells: tuple[Cell, ...]
    sentence: str
    provisional: bool

    @property
    def closing(self) -> str:
        return self.cells[-1].note


def ruler(sheet: Worksheet, at: datetime, label: str) -> Ruler:
    """Lay out a worksheet as it looks at an instant."""
    last = sheet.days[-1]
    cells = tuple(
        Cell(
            number=str(line.number) if line.number else "·",
            date=line.day.date,
            date_text=f"{line.day.date.month}月{line.day.date.day}日",
            weekday=line.day.weekday,
            mark="班" if line.day.kind is Kind.MAKE_UP else "",
            note=closing_hour(sheet) if line is last else "",
            css=_css(line.day.counts, line.day.date, at, sheet.closes_at),
            is_today=line.day.date == at.date(),
            why=line.why,
        )
        for line in sheet
    )
    return Ruler(label, cells, sentence(sheet), sheet.provisional)


def closing_hour(sheet: Worksheet) -> str:
    """24:00 where the period runs to the end of its last day; otherwise the hour."""
    if sheet.closes_at.date() == sheet.last_day + timedelta(days=1):
        return "24:00"
    return f"{sheet.closes_at:%H:%M}"


def sentence(sheet: Worksheet) -> str:
    """What was counted and what was not, for a reader who wants to check it by hand."""
    rests = [line for line in sheet if line.number is None]
    made_up = [line for line in sheet if line.day.kind is Kind.MAKE_UP]
    parts = [f"共 {sheet.days[-1].number} 个工作日"]
    if rests:
        parts.append(f"其间 {len(rests)} 天周末或放假不计")
    for line in made_up:
        day = line.day
        parts.append(f"{day.date.month}月{day.date.day}日（{day.weekday}）为{day.name}调休上班日，计入")
    text = "；".join(parts) + "。"
    if sheet.provisional:
        text += "其中有的年份尚未公布放假安排，截止日为推算，以公布后的安排为准。"
    return text


def _css(counts: bool, day: date, at: datetime, closes_at: datetime) -> str:
    if not counts:
        return "is-off"
    return "is-past" if day < at.date() or closes_at <= at else "is-on"
