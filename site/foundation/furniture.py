"""What stands on every public page: identity, navigation, canonical address, the reader's display choice."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from foundation.display import wants_larger_text
from foundation.models.identity import BureauIdentity
from foundation.models.section import SectionPage

# Behind a path: the last one a page below it can have.
LAST_BELOW = Value(Page.alphabet[-1] * Page.steplen)

SECTIONS = {"content_type__app_label": SectionPage._meta.app_label, "content_type__model": SectionPage._meta.model_name}


class NavigationItem(NamedTuple):
    title: str
    url: str
    is_here: bool


class Furniture:
    """Each part is fetched when a template first asks for it, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def identity(self) -> BureauIdentity:
        if Site.find_for_request(self.request) is None:
            return BureauIdentity()
        identity: BureauIdentity = BureauIdentity.for_request(self.request)
        return identity

    @cached_property
    def navigation(self) -> list["NavigationItem"]:
        """The sections that are in the menu and hold something: an empty column hides."""
        site = Site.find_for_request(self.request)
        if site is None:
            return []
        # The index of types finds the few sections, that of paths what is below each: else every page is looked at.
        sections = SectionPage.objects.child_of(site.root_page).live().in_menu().filter(**SECTIONS)
        below = Page.objects.filter(
            live=True, path__gt=OuterRef("path"), path__lte=Concat(OuterRef("path"), LAST_BELOW)
        )
        here = self.request.path
        # Put in order here, lest the database goes through the pages in the order of their paths.
        found = sorted(sections.filter(Exists(below)).order_by(), key=lambda page: page.path)
        return [NavigationItem(page.title, url := page.get_url(self.request), here.startswith(url)) for page in found]

    @property
    def larger(self) -> bool:
        return wants_larger_text(self.request)

    @property
    def path(self) -> str:
        return self.request.get_full_path()

    @property
    def canonical(self) -> str:
        """The one address of this page: the site's own, without query. Never the Host header, which anyone can write."""
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + self.request.path

    @property
    def domain(self) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""


def site_furniture(request: HttpRequest) -> dict[str, Any]:
    """The context processor: gives templates `furniture`."""
    return {"furniture": Furniture(request)}
