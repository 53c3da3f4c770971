"""The crawler itself: each kind of fault is found, and what is well is left alone."""

import json

import pytest
from django.http import HttpResponse, HttpResponseRedirect

from foundation.crawl import NOBODY
from tests.crawl.crawler import Crawl, kinds_of
from tests.crawl.links import Link, outline_of


class FakeClient:
    """Answers from a table: HTML, a redirect (an address), or a status."""

    def __init__(self, pages: dict[str, str | int]) -> None:
        self.pages = pages

    def get(self, address: str) -> HttpResponse:
        answer = self.pages.get(address, 404)
        if isinstance(answer, int):
            return HttpResponse(status=answer)
        return HttpResponseRedirect(answer) if answer.startswith("/") else HttpResponse(answer)


def faults_of(pages: dict[str, str | int]) -> list[str]:
    return [str(fault) for fault in Crawl(NOBODY, FakeClient(pages)).run(["/"])]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pages", "fault"),
    [
        ({"/": '<a href="/gone/">'}, "/ -> /gone/: 404"),
        ({"/": '<img src="/media/a.png">'}, "/ -> /media/a.png: 404"),
        ({"/": '<img srcset="/media/a.png 1x">'}, "/ -> /media/a.png: 404"),
        ({"/": '<form action="/find/"></form>'}, "/ -> /find/: 404"),
        ({"/": '<script src="/static/js/nothing.js">'}, "/ -> /static/js/nothing.js: there is no such static file"),
        ({"/": '<a href="/broken/">', "/broken/": 500}, "/ -> /broken/: 500"),
        ({"/": '<a href="/hers/">', "/hers/": 403}, "/ -> /hers/: offered, then refused (403)"),
        ({"/": '<a href="/a/">', "/a/": "/b/", "/b/": "/a/"}, "/ -> /a/: redirects in a circle: /a/ → /b/ → /a/"),
        ({"/": '<a href="/a/">', "/a/": "/b/"}, "/ -> /a/: 404 after /b/"),
        ({"/": '<a href="#end">'}, "/ -> /#end: that page has no such place"),
        ({"/": '<a href="/a/#end">', "/a/": "<p id=start>"}, "/ -> /a/#end: that page has no such place"),
    ],
)
def test_a_fault_is_found_and_says_where(pages: dict[str, str | int], fault: str) -> None:
    assert faults_of(pages) == [fault]


@pytest.mark.parametrize(
    "page",
    [
        '<a href="https://elsewhere.example/">',
        '<a href="mailto:a@example.invalid">',
        '<a href="#">',
        '<a href="#main"><main id="main">',
        '<form method="post" action="/act/"></form>',
        '<link rel="stylesheet" href="/static/css/tokens.css">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_what_is_well_is_left_alone(page: str) -> None:
    assert faults_of({"/": page}) == []


def test_the_menu_wagtail_draws_by_script_is_read_too() -> None:
    props = json.dumps({"modules": [{"_args": ["reports", {"url": "/admin/reports/"}]}]})
    outline = outline_of(f'<script id="wagtail-sidebar-props" type="application/json">{props}</script>', "http://t/")
    assert outline.links == [Link("http://t/admin/reports/", "", "menu")]


def test_orders_of_one_admin_listing_are_one_kind_and_public_pages_each_their_own() -> None:
    assert kinds_of("/admin/pages/5/?ordering=title") == kinds_of("/admin/pages/6/?ordering=live")
    assert kinds_of("/announcements/a/") != kinds_of("/announcements/b/")
