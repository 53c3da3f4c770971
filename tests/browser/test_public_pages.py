"""The public pages, at a desk and on a phone: accessible, complete, and nothing asked of another host."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from foundation.clock import today
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.visiting import WIDTHS, visit

PAGES = {
    "home": ("/", 200),
    "section": ("/announcements/", 200),
    "section of regulations": ("/regulations/", 200),
    "regulations narrowed down": ("/regulations/?state=expired&q=云科", 200),
    "regulation": ("/regulations/example-joint-laboratories-2025/", 200),
    "regulation on another day": ("/regulations/example-joint-laboratories-2025/?on=2025-06-01", 200),
    "regulation on no day": ("/regulations/example-joint-laboratories-2025/?on=yesterday", 200),
    "regulation in measures": ("/regulations/kunming-measures-2019/", 200),
    "regulation that ran out": ("/regulations/yunnan-joint-platforms-2022/", 200),
    "draft of a regulation": ("/regulations/chongqing-bases-draft/", 200),
    "versions compared": ("/regulations/example-joint-laboratories-2025/compare/", 200),
    "history of a provision": ("/regulations/example-joint-laboratories-2025/provisions/art-10/", 200),
    "change of a regulation": ("/regulations/example-joint-laboratories-2025-amended-2026/", 200),
    "announcement": ("/announcements/naming-2026-1/", 200),
    "announcement with a period": ("/announcements/draft-for-comment/", 200),
    "announcements of a kind": ("/announcements/?kind=result", 200),
    "announcements of no kind": ("/announcements/?kind=no-such", 200),
    "announcement corrected": ("/announcements/naming-2026-2/", 200),
    "announcement withdrawn": ("/announcements/training-day/", 200),
    "calls": ("/calls/", 200),
    "calls narrowed down": ("/calls/?state=open", 200),
    "call open": ("/programmes/call-cooperation-bases/", 200),
    "call open-ended": ("/programmes/call-innovation-vouchers/", 200),
    "call closed and extended": ("/announcements/call-joint-laboratories/", 200),
    "extension": ("/announcements/call-joint-laboratories-extended/", 200),
    "feeds": ("/feeds/", 200),
    "draft open for comment": ("/regulations/example-open-laboratories-draft/", 200),
    "receipt of a comment": ("/regulations/comments/receipt/", 200),
    "counting days": ("/tools/working-days/", 200),
    "days counted": ("/tools/working-days/?start=2026-09-17&count=5", 200),
    "a long period": ("/tools/working-days/?start=2026-09-17&count=3&unit=months&close=17:30", 200),
    "days between": ("/tools/working-days/?from=2026-09-17&until=2026-10-12", 200),
    "days that cannot be": ("/tools/working-days/?start=2026-02-30&count=0", 400),
    "text guide": ("/guides/file-an-objection/", 200),
    "search with results": ("/search/?q=公告", 200),
    "search without results": ("/search/?q=zzqqxx", 200),
    "search not begun": ("/search/", 200),
    "site map": ("/sitemap/", 200),
    "error page": ("/no-such-page/", 404),
    "sign-in": ("/admin/login/", 200),
}
OURS = {name: page for name, page in PAGES.items() if name != "sign-in"}
every_page = pytest.mark.parametrize(("path", "status"), PAGES.values(), ids=PAGES.keys())
every_page_of_ours = pytest.mark.parametrize(("path", "status"), OURS.values(), ids=OURS.keys())
both_widths = pytest.mark.parametrize("viewport", WIDTHS.values(), ids=WIDTHS.keys())


def test_the_site_lives_on_the_day_of_the_tests(page: Page) -> None:
    """GONGSHI_TODAY moves the site's processes too: the newest announcement of the demo is of today."""
    visit(page, "/announcements/")
    newest = page.get_by_role("main").locator("time").first.inner_text()
    # One day of grace, for tests that run over midnight.
    assert newest in {str(today() - timedelta(days=days)) for days in (0, 1)}


@both_widths
@every_page
def test_the_page_is_accessible(open_page: OpenPage, viewport: dict[str, int], path: str, status: int) -> None:
    page = open_page(viewport)
    visit(page, path, status)
    assert_accessible(page)


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


@both_widths
@every_page_of_ours
def test_the_page_in_larger_text_is_accessible_too(
    open_page: OpenPage, viewport: dict[str, int], path: str, status: int
) -> None:
    page = open_page(viewport)
    visit(page, "/display/larger/?next=/")
    visit(page, path, status)
    assert_accessible(page)


@pytest.mark.parametrize(
    "media",
    [
        {"reduced_motion": "reduce"},
        {"forced_colors": "active"},
        {"contrast": "more"},
        {"color_scheme": "dark"},
    ],
    ids=lambda media: " ".join(f"{name} {value}" for name, value in media.items()),
)
@pytest.mark.parametrize("path", ["/", "/announcements/naming-2026-1/", "/search/?q=公告"])
def test_the_page_bears_what_the_visitor_has_set_in_the_system(page: Page, path: str, media: dict[str, str]) -> None:
    page.emulate_media(**media)
    visit(page, path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Forced colours are the visitor's own: axe measures those of the page.
    assert_accessible(page, without=["color-contrast"] if "forced_colors" in media else [])


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
