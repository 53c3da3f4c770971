"""Columns that are empty or rest too long, the home page, and what has no date."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from foundation.clock import SHANGHAI, today
from foundation.sitecheck.registry import Found, finds
from foundation.sitecheck.rules import EMPTY, HOME_STALE, UNDATED, rule_for
from foundation.sitecheck.snapshot import Row, Snapshot


@finds
def empty_columns(site: Snapshot) -> Iterator[Found]:
    for row in site.sections:
        if row.path not in site.filled:
            says = "这个栏目里没有公开的内容。请发布内容，或并入别的栏目。"
            yield Found(EMPTY, row.pk, says, mend=reverse("wagtailadmin_explore", args=[row.pk]))


@finds
def stale_columns(site: Snapshot) -> Iterator[Found]:
    for row in site.sections:
        newest = site.newest_below.get(row.path)
        if newest is None:
            continue  # empty, or nothing in it has a date: said elsewhere
        rule = rule_for(site.columns[row.pk])
        last, over = _overdue(newest, rule.days)
        if over:
            says = f"最近一次更新在{last:%Y-%m-%d}，已超过{rule.days}天。请发布新内容；不再更新的栏目请并入别的栏目。"
            since = last + timedelta(days=rule.days + 1)
            yield Found(rule, row.pk, says, since=since, mend=reverse("wagtailadmin_explore", args=[row.pk]))


@finds
def home_page(site: Snapshot) -> Iterator[Found]:
    """The home page shows what is newest on the site: it is renewed by whatever is published below it."""
    if site.home is None:
        return
    moments = [site.newest_below.get(site.home.path), site.home.published, site.home.changed]
    known = [one for one in moments if one]
    if not known:
        return
    last, over = _overdue(max(known), HOME_STALE.days)
    if over:
        says = f"最近一次更新在{last:%Y-%m-%d}，已超过{HOME_STALE.days}天，全站因此不合格。请尽快发布新内容。"
        yield Found(
            HOME_STALE, site.home.pk, says, since=last + timedelta(days=HOME_STALE.days + 1), mend=_editor(site.home)
        )


@finds
def pages_without_a_date(site: Snapshot) -> Iterator[Found]:
    for row in site.articles:
        if row.published is None:
            yield Found(
                UNDATED,
                row.pk,
                "这个页面没有发布日期，检查时视为没有更新。请重新发布，日期由系统写入。",
                mend=_editor(row),
            )


def _overdue(moment: datetime, days: int) -> tuple[date, bool]:
    last = moment.astimezone(SHANGHAI).date()
    return last, (today() - last).days > days


def _editor(row: Row) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.pk])
