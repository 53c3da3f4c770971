"""Two browsers at one page: the second to save is told, keeps what was typed, and may then save knowingly."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from foundation.roles import Role
from tests.browser.conftest import OpenPage

TITLE = "#id_title"
SAVE = "button.action-save"
PING = re.compile("/editing-sessions/ping/")
SECONDS_BETWEEN_PINGS = 30
THEIRS, MINE = "关于本站（先存的人）", "关于本站（后存的人）"


@pytest.mark.parametrize("noticed", [True, False], ids=["the script has noticed", "the script has noticed nothing"])
def test_the_second_to_save_is_told_and_loses_nothing(page_of: OpenPage, noticed: bool) -> None:
    first, second = page_of(Role.EDITOR), page_of(Role.SYSTEM_ADMINISTRATOR)
    address = f"/admin/pages/{number_of(second)}/edit/"
    second.clock.install()
    if not noticed:
        second.route(PING, tell_of_nobody)
    for each in (first, second):
        each.goto(address)

    first.fill(TITLE, THEIRS)
    save(first)
    expect(first.locator(".messages")).to_contain_text("已被更新")

    second.fill(TITLE, MINE)
    if noticed:
        notice_who_has_saved(second)
        second.route(PING, tell_of_nobody)
    save(second, asked=noticed)
    told = second.locator(".messages")
    expect(told).to_contain_text(re.compile("没有保存：您打开以后，编辑员也修改了这个页面"))
    expect(second.locator(TITLE)).to_have_value(MINE)
    compare = told.get_by_role("link", name="看对方改了什么")
    expect(compare).to_have_attribute("target", "_blank")
    other = str(compare.get_attribute("href"))

    save(second)
    expect(second.locator(".messages")).to_contain_text("已被更新")
    expect(second.locator(TITLE)).to_have_value(MINE)

    second.goto(other)
    expect(second.locator("main")).to_contain_text("先存的人")


def number_of(page: Page) -> int:
    page.goto("/admin/")
    found = page.evaluate("fetch('/admin/api/main/pages/?slug=about').then((answer) => answer.json())")
    return int(found["items"][0]["id"])


def tell_of_nobody(route: Route) -> None:
    """What Wagtail's script is told when nobody else has the page open. It asks every ten seconds, whenever those end."""
    again = {"session_id": 0, "ping_url": route.request.url, "release_url": route.request.url}
    route.fulfill(json={**again, "other_sessions": [], "html": ""})


def notice_who_has_saved(page: Page) -> None:
    with page.expect_response(PING):
        page.clock.fast_forward(SECONDS_BETWEEN_PINGS * 1000)
    expect(page.locator(".w-editing-sessions__session--saved")).to_be_attached()


def save(page: Page, *, asked: bool = False) -> None:
    """Save; where Wagtail's script has noticed that somebody else did, it asks as well, and one goes on."""
    dialog = page.locator("#w-save-confirmation-dialog [data-w-dialog-target='confirm']")
    with page.expect_navigation():
        page.locator(SAVE).first.click()
        if asked:
            dialog.click()
