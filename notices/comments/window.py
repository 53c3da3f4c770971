"""When comments on a draft are received: from the instant it was published to the one its period closes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from wagtail.models import Page

from foundation.bars import Bar
from foundation.clock import SHANGHAI, now
from foundation.models import PublishedAct
from foundation.terms import term_of
from foundation.working_calendar import long_date
from notices.models import CommentSummaryPage, RegulationPage

WHERE_NEXT = "采纳情况将在这份征求意见稿的页面公布。"


@dataclass(frozen=True, slots=True)
class Window:
    opens_at: datetime
    closes_at: datetime
    withdrawn_at: datetime | None = None

    def is_open_at(self, moment: datetime) -> bool:
        return self.withdrawn_at is None and self.opens_at <= moment < self.closes_at

    def is_over_at(self, moment: datetime) -> bool:
        return moment >= self.closes_at

    def why_not(self, moment: datetime) -> str:
        """Why nothing is received at this moment; empty when it is."""
        if self.withdrawn_at is not None:
            return f"这份征求意见稿已于 {instant(self.withdrawn_at)} 撤回，不再接收意见。"
        if moment < self.opens_at:
            return f"征求意见从 {instant(self.opens_at)} 开始，现在还不能提交。{WHERE_NEXT}"
        if moment >= self.closes_at:
            return f"征求意见已于 {closing(self.closes_at)} 截止，不再接收意见。{WHERE_NEXT}"
        return ""


def window_of(page: RegulationPage) -> Window | None:
    """From the database as it is now; None where the page states no period."""
    term = term_of(page)
    if term is None:
        return None
    withdrawn_at = PublishedAct.objects.filter(page_id=page.pk).values_list("withdrawn_at", flat=True).first()
    return Window(term.published_at, term.closes_at, withdrawn_at)


def draft_for_comment(pk: int) -> RegulationPage | None:
    """A published draft that has a period, open or not; nothing else is confirmed to be there."""
    drafts = RegulationPage.objects.live().filter(pk=pk, is_draft=True, published_act__sealing=None)
    return drafts.filter(terms__isnull=False).distinct().first()


def standing_summary(draft: int, *, besides: int | None = None) -> CommentSummaryPage | None:
    """The summary that counts: published, neither withdrawn nor sealed. One query."""
    found = CommentSummaryPage.objects.live().filter(
        target_id=draft, published_act__withdrawal=None, published_act__sealing=None
    )
    return found.exclude(pk=besides).order_by("pk").first()


def bars_to_summary(target: Page) -> Iterator[Bar]:
    """Why what was taken of the comments cannot be published about this page."""
    kind = target.specific_class
    draft = target.specific if kind is not None and issubclass(kind, RegulationPage) else None
    if draft is None or not draft.is_draft:
        yield Bar(f"“{target.title}”不是征求意见稿，没有意见可以公布。")
        return
    window = window_of(draft)
    if window is None:
        yield Bar(f"“{target.title}”没有写征求意见的期限，没有收过意见。")
    elif not window.is_over_at(now()):
        yield Bar(f"征求意见到 {closing(window.closes_at)} 才截止，截止以后才能公布采纳情况。")


def instant(moment: datetime) -> str:
    """To the second: it is what decides."""
    here = moment.astimezone(SHANGHAI)
    return f"{long_date(here.date())} {here:%H:%M:%S}"


def closing(moment: datetime) -> str:
    """The same of an instant something ends; midnight is the 24:00 of the day before, as periods say it."""
    here = moment.astimezone(SHANGHAI)
    if here.time() == time.min:
        return f"{long_date(here.date() - timedelta(days=1))} 24:00"
    return instant(moment)
