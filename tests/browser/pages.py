"""The pages every claim of the public site is made of, and what is seen on one visit to one of them.

Opening a page costs far more than most questions about it. So a page is opened once in each state (at a desk, on a phone,
in larger text, without script), all is asked there, and each test tells its own part of the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations_on
from tests.browser.focus import faults_of_focus
from tests.browser.running import RunningSite
from tests.browser.visiting import PHONE, WIDE, WIDTHS, Opened, faults_of_layout, new_page, visit

MUCH_LARGER = 1.25
SIZES = "() => [document.documentElement, document.body].map((each) => parseFloat(getComputedStyle(each).fontSize))"
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
every_page = pytest.mark.parametrize("name", PAGES)
every_page_of_ours = pytest.mark.parametrize("name", OURS)
both_widths = pytest.mark.parametrize("viewport", WIDTHS.values(), ids=WIDTHS.keys())


@dataclass
class Seen:
    """A page and what was found against it, by claim. It is opened when the first claim is asked for."""

    name: str
    browser: Browser
    site: RunningSite
    faults: dict[str, list[str]] = field(default_factory=dict)

    def is_without_fault(self, claim: str) -> None:
        if claim not in self.faults:
            look = self._without_script if claim == "without script" else self._with_script
            look(*PAGES[self.name])
        assert not self.faults[claim], f"{self.name}, {claim}:\n" + "\n".join(self.faults[claim])

    def _with_script(self, path: str, status: int) -> None:
        opened = new_page(self.browser, self.site.address, viewport=WIDE)
        page = opened.page
        visit(page, path, status)
        self._note("wide", opened, violations_on)
        if self.name in OURS:
            self._note("by keyboard", opened, faults_of_focus)
            before = page.evaluate(SIZES)
            choose(opened, "长者版", "标准版")
            larger = page.evaluate(SIZES)
            self._note("wide, larger", opened, violations_on)
            choose(opened, "标准版", "长者版")
            back = page.evaluate(SIZES)
            self._note("larger and back", opened, lambda page: faults_of_size(before, larger, back))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        visit(page, path, status)
        self._note("phone", opened, violations_on)
        if self.name in OURS:
            choose(opened, "长者版", "标准版")
            self._note("phone, larger", opened, violations_on)
        page.context.close()

    def _without_script(self, path: str, status: int) -> None:
        opened = new_page(self.browser, self.site.address, viewport=PHONE, java_script_enabled=False)
        visit(opened.page, path, status)
        self._note("without script", opened, what_does_not_read)
        opened.page.context.close()

    def _note(self, claim: str, opened: Opened, ask: Callable[[Page], list[str]]) -> None:
        """The answer to a question, and what the browser has complained of up to now."""
        answer = ask(opened.page)
        self.faults[claim] = [*opened.complaints, *answer]
        opened.complaints.clear()


def choose(opened: Opened, size: str, other: str) -> None:
    """Follow the link to another size of text: the same page comes back, fits the screen and offers the way back."""
    page = opened.page
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name=size).click()
    expect(page.get_by_role("link", name=other)).to_be_visible()
    for what in faults_of_layout(page):
        opened.complain(what)


def faults_of_size(before: list[float], larger: list[float], back: list[float]) -> list[str]:
    """What is wrong with the sizes of root and body."""
    too_small = any(large < MUCH_LARGER * usual for large, usual in zip(larger, before, strict=True))
    return [f"not much larger: {larger} after {before}"] * too_small + [f"not as before: {back}"] * (back != before)


def what_does_not_read(page: Page) -> list[str]:
    parts = {"heading": page.get_by_role("heading", level=1), "foot": page.get_by_role("contentinfo")}
    return [f"cannot be seen: {name}" for name, part in parts.items() if not part.is_visible()]
