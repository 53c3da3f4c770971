"""With JavaScript a choice or a page of results needs no new page, and titles are offered while one types."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from foundation.clock import now
from tests.browser.visiting import visit

# Milliseconds: more than the page waits for another character.
PAUSE = 1000


def test_a_choice_is_made_without_loading_the_page_anew_and_taken_back_by_going_back(page: Page) -> None:
    visit(page, "/search/?q=示例")
    page.evaluate("window.stayed = true")
    page.get_by_label("筛选结果").get_by_role("link", name="公告").click()
    expect(page).to_have_url(re.compile("kind=announcement"))
    expect(page.get_by_role("link", name="去掉全部条件")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="去掉全部条件")).to_be_hidden()
    assert page.evaluate("window.stayed")


def type_slowly(page: Page, text: str) -> Locator:
    """The pause after which titles are asked for is made by the test: there is one, and it is after the last character."""
    page.clock.install()
    page.clock.pause_at(now() + timedelta(hours=1))
    visit(page, "/search/")
    box = page.get_by_role("main").get_by_role("combobox")
    box.press_sequentially(text)
    page.clock.run_for(PAUSE)
    return box


def test_titles_are_offered_while_one_types_and_opened_by_keyboard(page: Page) -> None:
    box = type_slowly(page, "生物医药")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/announcements/renaming-notice/"))


def test_escape_closes_the_titles_and_keeps_what_was_typed(page: Page) -> None:
    box = type_slowly(page, "生物医药")
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("生物医药")
