"""The look over the site by night, and the letters about what newly fails the whole of it."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from foundation.clock import now, today
from foundation.mail.letters import supervisors
from foundation.mail.sending import letter, post
from foundation.models.site_finding import SiteCheckRun, SiteFinding
from foundation.models.user import User
from foundation.outbox import every, handles, put
from foundation.roles import Role
from foundation.sitecheck.reading import findings_for
from foundation.sitecheck.rules import Weight
from foundation.sitecheck.running import check_the_site
from foundation.standing import holders

FROM_HOUR = 2


@every(hours=1)
def look_every_night() -> None:
    """Asked every hour, done once a day after two: no night is missed because the worker was away at a certain hour.

    Only written down here. The look itself reads every file and must not hold the write lock meanwhile.
    """
    if now().hour < FROM_HOUR:
        return
    last = SiteCheckRun.objects.order_by("-pk").values_list("started_at", flat=True).first()
    if last is None or last.astimezone(now().tzinfo).date() < today():
        with transaction.atomic():
            put("check_site", day=today().toordinal())


@handles("check_site", outside=True)
def look_over(day: int) -> None:
    """A second run does no harm: it finds the same."""
    check_the_site()


@handles("site_vetoes")
def to_those_who_can_mend_it(run: int) -> None:
    """The editors of the column; about the home page, which is nobody's column, all who supervise."""
    readers: dict[int, User] = {}
    pages = Page.objects.filter(pk__in=SiteFinding.objects.filter(veto_since=run).values("page"))
    for page in pages:
        found = supervisors() if page.depth <= 2 else holders(Role.EDITOR, page)
        readers |= {reader.pk: reader for reader in found}
    post("site_vetoes", run, readers.values())


@letter("site_vetoes", "网站自查发现单项否决问题", "mail/site_vetoes.txt")
def site_vetoes(about: int, reader: User) -> dict[str, Any] | None:
    rows = findings_for(reader).filter(veto_since=about, weight=Weight.VETO)
    count = rows.count()
    if not count:
        return None  # mended meanwhile, or no longer this reader's
    return {"count": count, "path": f"{reverse('site-check')}?weight={Weight.VETO.value}"}
