"""Periods, the Civil Code, the calendar, and the text of a holiday notice."""

from tests.mutations.fault import Fault

ROOM = "time"

FAULTS = (
    Fault(
        name="the day of publication is counted",
        room=ROOM,
        snippet="self._lay_working_days(count, start if counting_start else start + ONE_DAY)",
        becomes="self._lay_working_days(count, start)",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a last day on a holiday does not move on",
        room=ROOM,
        snippet="while (stop := self._stop(step)) is not None or not self.calendar[step].counts:",
        becomes="while (stop := self._stop(step)) is not None:",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a Saturday worked for a holiday is no working day",
        room=ROOM,
        snippet="return self.kind in (Kind.WORKDAY, Kind.MAKE_UP)",
        becomes="return self.kind is Kind.WORKDAY",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a period of months that ends with a short month ends a day too early",
        room=ROOM,
        snippet="return day - timedelta(days=1) if counting_first_day and has_one else day",
        becomes="return day - timedelta(days=1) if counting_first_day else day",
        neighbourhood=("test_period_laws",),
    ),
    Fault(
        name="a period closes when its last day begins",
        room=ROOM,
        snippet="return datetime.combine(last_day + timedelta(days=1), time.min, SHANGHAI)",
        becomes="return datetime.combine(last_day, time.min, SHANGHAI)",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a day is taken from another time zone",
        room=ROOM,
        snippet="return moment.astimezone(SHANGHAI).date()",
        becomes="return moment.date()",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="the day on which a stopped period goes on is lost",
        room=ROOM,
        snippet="return self.first <= day and (self.last is None or day <= self.last)",
        becomes="return self.first <= day and (self.last is None or day <= self.last + ONE_DAY)",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a year without a notice is as sure as one with",
        room=ROOM,
        snippet="settled = day.year in self.settled_years",
        becomes="settled = True",
        neighbourhood=("test_periods",),
    ),
    Fault(
        name="a holiday notice that says more days than it lists is believed",
        room=ROOM,
        snippet="if _number(written) not in allowed:",
        becomes="if _number(written) < min(allowed):",
        neighbourhood=("test_holiday_text",),
    ),
    Fault(
        name="New Year's December lies a year too late",
        room=ROOM,
        snippet='return year - 1 if self.name.startswith("元旦") and month == 12 else year',
        becomes="return year",
        neighbourhood=("test_holiday_text",),
    ),
    Fault(
        name="a new calendar moves a published last day back",
        room=ROOM,
        snippet="day = max(sheet.last_day, term.last_day)",
        becomes="day = sheet.last_day",
        neighbourhood=("test_terms", "test_calendar_act"),
    ),
    Fault(
        name="a correction closes a published period at an earlier hour of its last day",
        room=ROOM,
        snippet="elif sheet.closes_at < term.closes_at:",
        becomes="elif sheet.last_day < term.last_day:",
        neighbourhood=("test_terms",),
    ),
    Fault(
        name="a period may begin before it was published",
        room=ROOM,
        snippet="elif sheet.start < published:",
        becomes="elif sheet.start > published:",
        neighbourhood=("test_terms",),
    ),
)
