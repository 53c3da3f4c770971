"""Two browsers at one page: the second to save is told, keeps what was typed, and may then save knowingly."""

import re

from playwright.sync_api import Page, expect

from foundation.roles import Role
from tests.browser.conftest import OpenPage

TITLE = "#id_title"
SAVE = "button.action-save"
THEIRS, MINE = "关于本站（先存的人）", "关于本站（后存的人）"


def test_the_second_to_save_is_told_and_loses_nothing(page_of: OpenPage) -> None:
    first, second = page_of(Role.EDITOR), page_of(Role.SYSTEM_ADMINISTRATOR)
    address = f"/admin/pages/{number_of(second)}/edit/"
    for each in (first, second):
        each.goto(address)

    first.fill(TITLE, THEIRS)
    press(first)
    expect(first.locator(".messages")).to_contain_text("已被更新")

    second.fill(TITLE, MINE)
    press(second)
    told = second.locator(".messages")
    expect(told).to_contain_text(re.compile("没有保存：您打开以后，编辑员也修改了这个页面"))
    expect(second.locator(TITLE)).to_have_value(MINE)
    compare = told.get_by_role("link", name="看对方改了什么")
    expect(compare).to_have_attribute("target", "_blank")
    other = str(compare.get_attribute("href"))

    press(second)
    expect(second.locator(".messages")).to_contain_text("已被更新")
    expect(second.locator(TITLE)).to_have_value(MINE)

    second.goto(other)
    expect(second.locator("main")).to_contain_text("先存的人")


def number_of(page: Page) -> int:
    page.goto("/admin/")
    found = page.evaluate("fetch('/admin/api/main/pages/?slug=about').then((answer) => answer.json())")
    return int(found["items"][0]["id"])


def press(page: Page) -> None:
    """Save; and where Wagtail's script, which may have noticed first, asks as well, go on."""
    page.locator(SAVE).first.click()
    dialog = page.locator("#w-save-confirmation-dialog [data-w-dialog-target='confirm']")
    if dialog.is_visible():
        dialog.click()
    page.wait_for_load_state()
