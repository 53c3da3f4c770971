"""All of it by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_public_pages import every_page_of_ours
from tests.browser.visiting import PHONE, visit

MANY_STEPS = 200

# Where the focus is: a description, whether it can be seen, and whether the browser draws a ring around it.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.reached = "yes";
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    what: element.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0 && style.visibility === "visible" && box.left >= 0 && box.top + box.height > 0,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
NOT_REACHED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => element.checkVisibility() && !element.disabled && element.type !== "hidden" && element.tabIndex >= 0)
  .filter((element) => !element.dataset.reached)
  .map((element) => element.outerHTML.slice(0, 120))"""


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
def test_every_control_is_reached_by_tab_and_shows_where_the_focus_is(page: Page, path: str, status: int) -> None:
    visit(page, path, status)
    faults = []
    for _ in range(MANY_STEPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not focus["seen"]:
            faults.append(f"cannot be seen: {focus['what']}")
        if not focus["ringed"]:
            faults.append(f"shows no focus: {focus['what']}")
    else:
        pytest.fail(f"the focus does not leave the page within {MANY_STEPS} steps")
    faults += [f"not reached: {element}" for element in page.evaluate(NOT_REACHED)]
    assert not faults, "\n".join(faults)


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
