"""Without JavaScript everything is still there: reading, navigating, searching, larger text."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.pages import Seen, every_page_of_ours
from tests.browser.visiting import PHONE, visit


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(PHONE, java_script_enabled=False)


@every_page_of_ours
def test_the_page_reads_without_script(the_page: Seen) -> None:
    the_page.is_without_fault("without script")


def test_the_menu_of_a_phone_unfolds_and_leads_on(phone: Page) -> None:
    visit(phone, "/")
    menu = phone.get_by_role("banner").locator("details.menu")
    expect(menu.get_by_role("link", name="通知公告")).to_be_hidden()
    menu.locator("summary").click()
    menu.get_by_role("link", name="通知公告").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("通知公告")


def test_the_search_finds(phone: Page) -> None:
    visit(phone, "/")
    phone.get_by_role("main").get_by_role("searchbox").fill("更名")
    phone.get_by_role("main").get_by_role("searchbox").press("Enter")
    expect(phone.get_by_role("main").get_by_role("link", name="更名")).to_be_visible()


def test_larger_text_goes_on_and_off(phone: Page) -> None:
    visit(phone, "/announcements/")
    phone.get_by_role("link", name="长者版").click()
    expect(phone.locator("html")).to_have_class("is-larger")
    expect(phone.get_by_role("heading", level=1)).to_have_text("通知公告")
    phone.get_by_role("link", name="标准版").click()
    expect(phone.locator("html")).not_to_have_class("is-larger")


def test_no_button_is_shown_that_needs_a_script(phone: Page) -> None:
    visit(phone, "/announcements/naming-2026-1/")
    expect(phone.get_by_text("打印", exact=True)).to_be_hidden()
    expect(phone.get_by_text("扫码阅读")).to_be_visible()
