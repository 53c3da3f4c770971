"""Whether somebody saved a page after a person opened it, and the sentence that says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import date as written
from django.urls import reverse
from django.utils.timezone import localtime
from wagtail.models import Page, Revision

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Overtaking:
    """What was saved by others meanwhile."""

    names: tuple[str, ...]
    at: datetime
    newest: int
    since: int  # the version the person began with; 0 when there was none

    @property
    def says(self) -> str:
        who = "、".join(self.names[:MOST_NAMED]) + ("等" if len(self.names) > MOST_NAMED else "")
        when = written(localtime(self.at), "Y-m-d H:i")
        return (
            f"没有保存：您打开以后，{who}也修改了这个页面，最近一次在{when}。您写的都还在下面。"
            "请先对照对方改了什么，把要留的合进来；确定用您的，再按一次保存，对方的版本仍留在历史记录里。"
        )

    def compare_url(self, page: Page) -> str:
        if not self.since:
            return reverse("wagtailadmin_pages:history", args=[page.pk])
        return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, self.since, self.newest])


def overtaken(page: Page, user: Any, seen: int) -> Overtaking | None:
    """By others, after the version this person has seen. One's own later version, from another window, is no stranger's."""
    rows = revisions_of(page).filter(pk__gt=seen).exclude(user_id=user.pk).select_related("user").defer("content")
    newer = list(rows.order_by("-pk"))
    if not newer:
        return None
    names = tuple(dict.fromkeys(str(row.user) if row.user else "系统" for row in newer))
    return Overtaking(names, newer[0].created_at, newer[0].pk, seen)


def revisions_of(page: Page) -> "QuerySet[Revision]":
    return Revision.page_revisions.filter(object_id=str(page.pk))


def version(page: Page, number: str | None) -> int:
    """The version a form says it was opened from, if this page has it; 0 is before all."""
    if not number or not number.isascii() or not number.isdigit() or len(number) > 18:
        return 0
    return int(number) if revisions_of(page).filter(pk=int(number)).exists() else 0
