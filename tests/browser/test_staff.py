"""People who work here: signing in, the desk, a draft made and found again."""

import re

import pytest
from playwright.sync_api import Page, expect

from foundation.roles import Role
from portal.demo.accounts import PASSWORD
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.visiting import WIDTHS, sign_in, visit

both_widths = pytest.mark.parametrize("viewport", WIDTHS.values(), ids=WIDTHS.keys())

# What Wagtail's own admin does against axe's rules, and where. Nothing of ours may hide behind these.
WAGTAIL_EXCEPTIONS: dict[str, str] = {}


def test_an_editor_signs_in_and_finds_their_own_work_first(page: Page) -> None:
    visit(page, "/admin/")
    expect(page).to_have_url(re.compile(r"/admin/login/\?next=/admin/$"))
    sign_in(page, Role.EDITOR.value, PASSWORD)
    expect(page).to_have_url(re.compile("/admin/$"))
    expect(page.get_by_role("heading", level=2, name="我的草稿")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="使用手册").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("使用手册")


def test_a_wrong_password_says_so_and_keeps_the_name(page: Page) -> None:
    visit(page, "/admin/login/")
    sign_in(page, "nobody-of-ours", "wrong")
    expect(page.get_by_role("main")).to_contain_text("账号或密码不对")
    expect(page.get_by_label("账号")).to_have_value("nobody-of-ours")
    assert_accessible(page)


def test_an_editor_makes_an_announcement_and_finds_the_draft_on_the_desk(page_of: OpenPage) -> None:
    page = page_of(Role.EDITOR)
    visit(page, "/announcements/")
    page.locator("wagtail-userbar .w-userbar-trigger").click()
    page.get_by_role("menuitem", name="添加子页面").click()
    page.get_by_role("main").get_by_role("link", name="公告", exact=True).click()
    page.get_by_role("textbox", name="标题").first.fill("关于测试草稿的公告")
    page.locator(".Draftail-Editor [contenteditable=true]").fill("草稿的正文。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages .success")).to_contain_text("关于测试草稿的公告")
    visit(page, "/admin/")
    drafts = page.locator(".desk-panel", has_text="我的草稿")
    expect(drafts.get_by_role("link", name="关于测试草稿的公告")).to_be_visible()
    visit(page, "/announcements/")
    expect(page.get_by_role("link", name="关于测试草稿的公告")).to_have_count(0)


@both_widths
def test_the_desk_is_accessible(page_of: OpenPage, viewport: dict[str, int]) -> None:
    page = page_of(Role.EDITOR, viewport=viewport)
    visit(page, "/admin/")
    expect(page.get_by_role("heading", level=2, name="我的草稿")).to_be_visible()
    assert_accessible(page, without=WAGTAIL_EXCEPTIONS)


@pytest.mark.parametrize("role", Role, ids=str)
def test_the_desk_of_every_role_opens_without_complaint(page_of: OpenPage, role: Role) -> None:
    page = page_of(role)
    visit(page, "/admin/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@both_widths
def test_a_public_page_is_as_accessible_to_those_signed_in(page_of: OpenPage, viewport: dict[str, int]) -> None:
    page = page_of(Role.EDITOR, viewport=viewport)
    visit(page, "/announcements/naming-2026-1/")
    assert_accessible(page)


@both_widths
def test_the_archive_is_accessible_and_opens_what_it_finds(page_of: OpenPage, viewport: dict[str, int]) -> None:
    page = page_of(Role.ARCHIVIST, viewport=viewport)
    visit(page, "/archive/")
    expect(page.get_by_role("heading", level=1, name="内部档案")).to_be_visible()
    assert_accessible(page)
    visit(page, "/archive/?q=公告&stage=published")
    assert_accessible(page)
    page.locator(".hits__title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visit(page, "/archive/?q=龘龘")
    expect(page.get_by_role("status").first).to_contain_text("没有找到")
    assert_accessible(page)


@both_widths
def test_the_record_of_the_archive_is_accessible(page_of: OpenPage, viewport: dict[str, int]) -> None:
    page = page_of(Role.SUPERVISOR, viewport=viewport)
    visit(page, "/archive/?q=公告")
    visit(page, "/admin/archive-record/")
    expect(page.get_by_role("main")).to_contain_text("公告")
    assert_accessible(page, without=WAGTAIL_EXCEPTIONS)
