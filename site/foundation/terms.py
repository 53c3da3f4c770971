"""Published periods: set down when their page is published, moved when the calendar changes, never made shorter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q

from foundation import ledger
from foundation.acts.performing import performing
from foundation.bars import Bar, Barred
from foundation.clock import SHANGHAI, now, today
from foundation.models.holiday_notice import HolidayNotice
from foundation.models.period_page import PeriodPage
from foundation.models.published_act import PublishedAct
from foundation.models.term import Term, TermMove
from foundation.models.user import User
from foundation.official_calendar import official_calendar
from foundation.periods import Period
from foundation.roles import Role
from foundation.units import Unit
from foundation.working_calendar import PeriodError, WorkingCalendar, long_date
from foundation.worksheets import Worksheet


def period_of(page: PeriodPage) -> Period:
    """As the page states it; an unpublished one that names no day runs from today, as if it were published now."""
    if page.period_count is None:
        raise Barred("这个页面没有写期限。")
    return Period(
        page.period_count,
        Unit(page.period_unit),
        page.period_from or _published_from(page) or today(),
        page.period_counting_first_day,
        page.period_close,
    )


def term_of(page: PeriodPage) -> Term | None:
    return Term.objects.filter(page_id=page.pk).first() if page.pk else None


def states_what_was_published(page: PeriodPage, term: Term) -> bool:
    """Whether the page says of its period what the term was published with."""
    return (page.period_count, page.period_unit, page.period_counting_first_day, page.period_close) == (
        term.count,
        term.unit,
        term.counting_first_day,
        term.close,
    ) and page.period_from in (None, term.from_day)


def bars_to_period(page: PeriodPage) -> Iterator[Bar]:
    """What is wrong with the period a page states, at the moment it is asked."""
    term = term_of(page)
    if page.period_count is None:
        if page.period_label:
            yield Bar("写了期限名称，没有写长度。")
        elif term is not None:
            yield Bar(f"“{term.label}”已经公布到{long_date(term.last_day)}，更正可以延后，不能删去。")
        return
    if not page.period_label:
        yield Bar("写了期限的长度，没有写它的名称（例如：意见反馈期）。")
    if page.period_counting_first_day and not page.period_basis:
        yield Bar("起算日计入是例外，请在“依据”里写明理由。")
    try:
        sheet = period_of(page).on(official_calendar(fresh=True))
    except PeriodError as error:
        yield Bar(f"{page.period_label or '期限'}：{error}")
        return
    if term is None:
        yield from _bars_to_first(page, sheet)
    elif not states_what_was_published(page, term):
        yield from _bars_to_change(term, sheet)


def _bars_to_first(page: PeriodPage, sheet: Worksheet) -> Iterator[Bar]:
    published = page.first_published_at.astimezone(SHANGHAI).date() if page.first_published_at else today()
    if not sheet.is_open_at(now()):
        yield Bar(f"{page.period_label or '期限'}到{long_date(sheet.last_day)}已经截止，请改起算日或长度。")
    elif sheet.start < published:
        yield Bar(
            f"起算日{long_date(sheet.start)}早于公布之日，公众看到时期限已经走了几天。请把起算日留空，从公布之日起算。"
        )


def _bars_to_change(term: Term, sheet: Worksheet) -> Iterator[Bar]:
    if term.closes_at <= now():
        yield Bar(f"“{term.label}”到{long_date(term.last_day)}已经截止，不能再改动。")
    elif sheet.closes_at < term.closes_at:
        yield Bar(
            f"已公布的是到{long_date(term.last_day)} {closing_words(term.close)}，"
            f"更正后会提前到{long_date(sheet.last_day)} {sheet.closing_hour}。已公布的最后一日可以延后，不能提前。"
        )


def publish_term(page: PeriodPage, user: User | None, role: Role | None) -> Term | None:
    """Set down the dates of a page that is being published; in the transaction of its publication."""
    bars = list(bars_to_period(page))
    if bars:
        raise Barred(bars)
    if page.period_count is None:
        return None
    term = term_of(page) or Term(page_id=page.pk, published_at=now())
    term.label, term.basis = page.period_label, page.period_basis
    if term._state.adding or not states_what_was_published(page, term):
        sheet = period_of(page).on(official_calendar(fresh=True))
        term.count, term.unit = page.period_count, page.period_unit
        term.from_day, term.counting_first_day = sheet.start, page.period_counting_first_day
        term.close, term.last_day, term.provisional = page.period_close, sheet.last_day, sheet.provisional
    term.save()
    _tell("term.published", term, user, role, {"last_day": term.last_day.isoformat()})
    return term


def closing_words(close: time | None) -> str:
    return f"{close:%H:%M}" if close else "24:00"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a calendar would do to one published last day."""

    term: Term
    reckoned: date
    stands: date
    provisional: bool

    @property
    def moves(self) -> bool:
        return self.stands > self.term.last_day

    @property
    def would_shorten(self) -> bool:
        return self.reckoned < self.term.last_day

    @property
    def says(self) -> str:
        was = long_date(self.term.last_day)
        if self.would_shorten and self.moves:
            return f"推算为 {long_date(self.reckoned)}，不提前；{was} 成了休息日，顺延到 {long_date(self.stands)}"
        if self.moves:
            return f"{was} 延后到 {long_date(self.stands)}"
        if self.would_shorten:
            return f"推算为 {long_date(self.reckoned)}，比已公布的早；不提前，仍为 {was}"
        return f"{was} 不变，{'仍为暂定' if self.provisional else '不再是暂定'}"


def effects_of(calendar: WorkingCalendar) -> list[Effect]:
    """On every published period that has not closed: what closed is over, whatever the calendar says later.

    Nor on what was withdrawn or sealed, nor again where the last change of the calendar reckoned the same.
    """
    over = PublishedAct.objects.filter(Q(sealing__isnull=False) | Q(withdrawal__isnull=False)).values("page")
    terms = Term.objects.filter(last_day__gte=today()).exclude(page__in=over).select_related("page")
    reckoned_before = dict(TermMove.objects.order_by("pk").values_list("term", "reckoned"))
    found = []
    for term in terms:
        if term.closes_at <= now():
            continue
        sheet = term.period.on(calendar)
        effect = Effect(term, sheet.last_day, _standing(term, sheet, calendar), sheet.provisional)
        is_known = reckoned_before.get(term.pk) == effect.reckoned and not effect.moves
        if effect.moves or (effect.would_shorten and not is_known) or sheet.provisional != term.provisional:
            found.append(effect)
    return found


def _standing(term: Term, sheet: Worksheet, calendar: WorkingCalendar) -> date:
    """Never earlier than published; and a published day that has become a day of rest moves on, like any last day."""
    day = max(sheet.last_day, term.last_day)
    while not calendar[day].counts:
        day += timedelta(days=1)
    return day


def apply_effects(effects: list[Effect], notice: HolidayNotice, user: User, role: Role) -> list[TermMove]:
    """In the transaction of the calendar's change."""
    moves = []
    for effect in effects:
        term = effect.term
        was = term.last_day
        term.last_day = effect.stands
        term.provisional = effect.provisional
        with performing(term.page):
            term.save(update_fields=["last_day", "provisional"])
        if effect.reckoned == was == effect.stands:
            continue
        moves.append(
            TermMove.objects.create(
                term=term, notice=notice, was=was, reckoned=effect.reckoned, stands=term.last_day, at=now()
            )
        )
        detail = {
            "was": was.isoformat(),
            "reckoned": effect.reckoned.isoformat(),
            "last_day": term.last_day.isoformat(),
        }
        _tell("term.moved" if effect.moves else "term.kept", term, user, role, detail)
    return moves


def _published_from(page: PeriodPage) -> date | None:
    """A correction of a page that named no day still runs from its first publication."""
    term = term_of(page)
    return term.from_day if term is not None else None


def _tell(act: str, term: Term, user: User | None, role: Role | None, detail: dict[str, str]) -> None:
    ledger.append(
        act,
        actor=user,
        role=role.value if role else "",
        subject=f"page:{term.page_id}",
        section=term.page.get_parent(),
        detail={**detail, "term": str(term.pk)},
    )
