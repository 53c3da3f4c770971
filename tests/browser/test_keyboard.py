"""All of it by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.focus import faults_of_focus
from tests.browser.pages import Seen, every_page_of_ours
from tests.browser.visiting import PHONE, visit


def test_the_first_stop_is_the_way_to_the_text_and_it_goes_there(page: Page) -> None:
    visit(page, "/announcements/naming-2026-1/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


@every_page_of_ours
def test_every_control_is_reached_by_tab_and_shows_where_the_focus_is(the_page: Seen) -> None:
    the_page.is_without_fault("by keyboard")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<a href="/" style="position: absolute; left: -99px">left of it</a>', "cannot be seen"),
        ('<a href="/" style="position: fixed; top: -99px">above it</a>', "cannot be seen"),
        ('<a href="/" style="position: fixed; top: 200vh">below it</a>', "cannot be seen"),
        (
            '<a href="/" onfocus="requestAnimationFrame(() => window.scrollTo(0, 9999))">scrolled off</a>',
            "cannot be seen",
        ),
        ('<a href="/" style="outline: none">no ring</a>', "shows no focus"),
        (
            '<a href="/">one</a><button onfocus="this.previousElementSibling.focus()">sent back</button>',
            "does not leave",
        ),
        (
            '<div tabindex="0" onkeydown="event.preventDefault()">a trap</div><a href="/">behind it</a>',
            "not reached: <a",
        ),
        ('<a href="/">one</a><p style="margin-top: 200vh"><a href="/">far below, scrolled to</a></p>', ""),
    ],
)
def test_a_fault_of_the_focus_is_noticed(page: Page, html: str, fault: str) -> None:
    page.set_content(f"<style>:focus {{ outline: 3px solid }}</style>{html}<p style='margin-top: 300vh'>the end")
    faults = faults_of_focus(page, steps=5)
    assert any(fault in each for each in faults) if fault else not faults, faults


def test_the_menu_of_a_phone_opens_with_enter_and_closes_with_escape(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    visit(page, "/")
    menu = page.get_by_role("banner").locator("details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    link = menu.get_by_role("link", name="通知公告")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_search_is_made_without_a_mouse(page: Page) -> None:
    visit(page, "/search/")
    page.get_by_role("main").get_by_role("combobox").focus()
    page.keyboard.type("更名")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("找到")
