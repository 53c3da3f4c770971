"""The site map for people: every section and page the public may open."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from wagtail.models import Page, Site

from foundation.visibility import public_pages

NEWEST_OF_A_SECTION = 30


@dataclass
class Branch:
    page: Page
    pages: list[Page] = field(default_factory=list)
    more: int = 0


@require_GET
def site_map(request: HttpRequest) -> HttpResponse:
    """Two levels: the sections of the home page and the newest of what stands in each."""
    site = Site.find_for_request(request)
    branches: list[Branch] = []
    if site is not None:
        pages = public_pages(Page.objects.descendant_of(site.root_page)).order_by("path")
        for page in pages.filter(depth__lte=site.root_page.depth + 2):
            if page.depth == site.root_page.depth + 1:
                branches.append(Branch(page))
            elif branches and len(branches[-1].pages) < NEWEST_OF_A_SECTION:
                branches[-1].pages.append(page)
            elif branches:
                branches[-1].more += 1
    return render(request, "public/site_map.html", {"branches": branches})
