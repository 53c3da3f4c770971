"""The invented bureau's identity and pages. Dates are laid back from today, so that the demo is fresh on any day."""

from wagtail.models import Page, Site

from foundation.acts.publishing import publish_revision
from foundation.models import ActPage, BasePage, BureauIdentity, PeriodPage, SectionPage, WithdrawalPage
from notices.models import AnnouncementPage
from portal.demo import acting, texts
from portal.demo.calls import load_calls
from portal.demo.content_types import Text
from portal.demo.dating import days_ago, laid_back
from portal.demo.regulations import EXAMPLE, load_regulations
from portal.models import HomeEntrance, HomePage, TextPage

IDENTITY = {
    "name": "示例市科学技术局",
    "short_name": "示例市科技局",
    "host": "示例市科学技术局",
    "operator": "示例市科技信息中心",
    "site_code": "0000000000",
    "index_prefix": "000000000",
    "icp_number": "示ICP备00000000号",
    "police_number": "示公网安备 00000000000000 号",
    "address": "示例市示例路1号",
    "postcode": "000000",
    "phone": "0000-0000000",
    "supervision_phone": "0000-0000001",
    "supervision_mail": "jiandu@example.invalid",
    "working_hours": "工作日 9:00—12:00，13:30—17:30",
}


def load_content() -> None:
    BureauIdentity.objects.filter(site=Site.objects.get(is_default_site=True)).update(**IDENTITY)
    for text in texts.PAGES:
        _publish(TextPage, text)
    load_regulations()
    for text in texts.ANNOUNCEMENTS:
        _publish(AnnouncementPage, text)
    load_calls()
    acting.correct(
        AnnouncementPage.objects.get(slug=texts.CORRECTED),
        "correction-1",
        "原文“4 家”有误，应为“5 家”，现予更正。",
        body=texts.CORRECTED_BODY,
        search_description="认定 5 家技术创新中心，建设期自通知印发之日起算。",
    )
    acting.withdraw(
        AnnouncementPage.objects.get(slug=texts.WITHDRAWN),
        "withdrawal-1",
        WithdrawalPage.Reason.OTHER,
        "宣讲会因场地原因取消，改期后另行通知。",
    )
    _link_entrances()


def _publish(kind: type[BasePage], text: Text) -> None:
    section = SectionPage.objects.get(slug=text.section)
    page = kind(
        title=text.title,
        slug=text.slug,
        search_description=text.abstract,
        body=text.body,
        responsible_editor="编辑员",
        first_published_at=days_ago(text.days_ago),
        live=False,
    )
    if isinstance(page, ActPage):
        page.disclosure = ActPage.Disclosure.OPEN
    if isinstance(page, AnnouncementPage):
        page.kind = text.kind
        page.about = Page.objects.filter(slug=EXAMPLE).first() if text.slug == texts.EXPLAINED else None
    if text.period is not None and isinstance(page, PeriodPage):
        page.period_label, page.period_count = text.period.label, text.period.working_days
        page.period_from, page.period_close = page.first_published_at.date(), text.period.close
        page.period_basis = text.period.basis
    section.add_child(instance=page)
    publish_revision(page.save_revision(), None, act="page.imported", role=None)
    laid_back(page)


def _link_entrances() -> None:
    home = HomePage.objects.get()
    for order, (label, slug) in enumerate(texts.ENTRANCES):
        HomeEntrance.objects.create(home=home, sort_order=order, label=label, page=Page.objects.get(slug=slug))
    # The latest revision must hold the entrances too, or the next edit of the home page would drop them.
    HomePage.objects.get().save_revision().publish()
