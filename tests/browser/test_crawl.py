"""Every public page in the real browser: nothing in the console, no missing picture, nothing wider than a phone."""

from collections import Counter, deque
from urllib.parse import urlsplit

from playwright.sync_api import Page

from foundation.crawl import why_left_out
from tests.browser.conftest import OpenPage
from tests.browser.running import RunningSite
from tests.browser.visiting import PHONE, WIDE, Opened, faults_of_layout, opened_as
from tests.crawl.links import outline_of

MOST_OF_A_KIND = 2
# Left to the crawl without a browser: they are not pages.
NOT_PAGES = (
    "/sitemap.xml", "/robots.txt", "/favicon.ico", "/feeds/", "/api/", "/documents/", "/media/", "/admin/",
    "/search/complete/", "/search/feed/",
)  # fmt: skip


def test_every_public_page_is_without_fault_at_a_desk_and_on_a_phone(open_page: OpenPage, site: RunningSite) -> None:
    page = open_page(WIDE)
    opened = opened_as(page)
    queue, known, kinds = deque(filter(is_page, site.starts())), set[str](), Counter[str]()
    while queue:
        address = queue.popleft()
        kinds[kind_of(address)] += 1
        if address in known or ("?" in address and kinds[kind_of(address)] > MOST_OF_A_KIND):
            continue
        known.add(address)
        look_at(page, opened, address)
        for link in outline_of(page.content(), page.url).links:
            there = link.address.removeprefix(site.address)
            if link.element == "a" and there.startswith("/") and is_page(there) and there not in known:
                queue.append(there)
    assert "/announcements/naming-2026-1/" in known, "the crawl did not get far"


def look_at(page: Page, opened: Opened, address: str) -> None:
    """One loading, seen at both widths."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.goto(address, wait_until="load")
    for width in (WIDE, PHONE):
        page.set_viewport_size(width)  # type: ignore[arg-type]
        for what in faults_of_layout(page):
            opened.complain(f"at {width['width']}: {what}")


def is_page(address: str) -> bool:
    is_file = kind_of(address).endswith(".ics")
    return not is_file and not address.startswith(NOT_PAGES) and not why_left_out(address)


def kind_of(address: str) -> str:
    """Addresses with a query differ in what was asked, not in what they show."""
    return urlsplit(address).path
