"""A whole small site: root, home, site record, identity."""

from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from foundation.models import BureauIdentity, SectionPage
from portal.models import HomePage
from portal.tree import clear_what_wagtail_laid
from tests.factories.laid import laid_once
from tests.factories.pages import HomePageFactory, SectionPageFactory


@dataclass(frozen=True)
class SmallSite:
    home: HomePage
    section: SectionPage
    site: Site
    identity: BureauIdentity


@laid_once
def small_site() -> SmallSite:
    """Lay it from nothing: a flushed database has lost Wagtail's root and locale too."""
    Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="根", slug="root"))
    clear_what_wagtail_laid(root)
    home = HomePageFactory(parent=Page.objects.get(pk=root.pk))
    site, _ = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
    )
    identity, _ = BureauIdentity.objects.update_or_create(
        site=site, defaults={"name": "示例市科学技术局", "phone": "0000-0000000"}
    )
    section = SectionPageFactory(parent=home, title="通知公告", slug="announcements")
    return SmallSite(home, section, site, identity)
