"""The public pages, at a desk and on a phone: accessible, complete, and nothing asked of another host."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from foundation.clock import today
from tests.browser.accessibility import assert_accessible, violations_on
from tests.browser.conftest import OpenPage
from tests.browser.pages import Seen, both_widths, every_page, every_page_of_ours
from tests.browser.visiting import WIDTHS, faults_of_layout, visit

SET_IN_THE_SYSTEM = (
    {"reduced_motion": "reduce"},
    {"forced_colors": "active"},
    {"contrast": "more"},
    {"color_scheme": "dark"},
)
NOTHING_SET = {
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "contrast": "no-preference",
    "color_scheme": "light",
}


def test_the_site_lives_on_the_day_of_the_tests(page: Page) -> None:
    """GONGSHI_TODAY moves the site's processes too: the newest announcement of the demo is of today."""
    visit(page, "/announcements/")
    newest = page.get_by_role("main").locator("time").first.inner_text()
    # One day of grace, for tests that run over midnight.
    assert newest in {str(today() - timedelta(days=days)) for days in (0, 1)}


@pytest.mark.parametrize("width", WIDTHS)
@every_page
def test_the_page_is_accessible(the_page: Seen, width: str) -> None:
    the_page.is_without_fault(width)


@both_widths
def test_the_page_before_leaving_is_accessible_and_names_the_host(
    open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport)
    visit(page, "/")
    page.get_by_role("contentinfo").get_by_role("link", name=re.compile("ICP备")).click()
    expect(page.get_by_role("main")).to_contain_text("beian.miit.gov.cn")
    expect(page.get_by_role("link", name="继续前往")).to_have_attribute("href", "https://beian.miit.gov.cn/")
    assert_accessible(page)


@pytest.mark.parametrize("width", WIDTHS)
@every_page_of_ours
def test_the_page_in_larger_text_is_accessible_too(the_page: Seen, width: str) -> None:
    the_page.is_without_fault(f"{width}, larger")


@pytest.mark.parametrize("path", ["/", "/announcements/naming-2026-1/", "/search/?q=公告"])
def test_the_page_bears_what_the_visitor_has_set_in_the_system(page: Page, path: str) -> None:
    visit(page, path)
    for media in SET_IN_THE_SYSTEM:
        page.emulate_media(**{**NOTHING_SET, **media})
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        # Forced colours are the visitor's own: axe measures those of the page.
        found = violations_on(page, without=["color-contrast"] if "forced_colors" in media else [])
        found += faults_of_layout(page)
        assert not found, f"{media}\n" + "\n".join(found)


def test_nothing_moves_for_those_who_want_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, "/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
             const style = getComputedStyle(element);
             const lasts = (durations) => durations.split(",").some((each) => parseFloat(each) > 0.01);
             return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior === "smooth";
           }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []


def test_on_paper_there_is_the_text_and_its_address_and_nothing_to_click(page: Page) -> None:
    visit(page, "/announcements/naming-2026-1/")
    page.emulate_media(media="print")
    for hidden in (".top__tools", ".skip", ".page-tools", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("/announcements/naming-2026-1/")
    expect(page.locator(".printed")).to_be_visible()
