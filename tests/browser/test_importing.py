"""A regulation from a file to what a visitor reads: an editor brings it in, two others judge it, nobody goes around."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from foundation.roles import Role
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.test_three_people import expect_refusal
from tests.browser.visiting import WIDTHS, visit

TITLE = "示例市科技成果转化管理办法"
TEXT = f"""{TITLE}
示科规〔2026〕88号
第一章 总则
第一条 为规范管理，制定本办法。
第二条 本办法适用于本市。
第三条 坚持公开公正。
第四条 市科技局负责组织实施.
第五条 各区配合实施。
第二章 程序
第六条 申报单位提交材料。
第七条 市科技局进行审查。
第八条 组织专家评审。
第九条 必要时现场考察。
第十条 认定程序：
（一）受理申报；
（二）专家评审；
（三）向社会公示5个工作日；
（四）公示期间有异议的，组织复议。
第十一条 本办法自印发之日起施行，有效期5年。
示例市科学技术局
2026年1月20日
"""


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    file = tmp_path / "办法.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_a_file_becomes_a_regulation_by_three_people(page: Page, page_of: OpenPage, brought: Path) -> None:
    editor = page_of(Role.EDITOR)
    bring_in(editor, brought)
    accept_and_leave(editor)
    editor.get_by_role("link", name="下一步：预览").click()
    expect(editor.frame_locator("iframe").locator("#art-10-4")).to_contain_text("组织复议")
    editor.get_by_role("link", name="下一步：确认").click()
    editor.get_by_role("radio", name=re.compile("2026年1月20日")).check()
    editor.get_by_label("这样确定的理由").fill("以成文日期为印发之日。")
    editor.get_by_role("button", name="确认，去页面").click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    pk = re.findall(r"/pages/(\d+)/", editor.url)[0]
    expect(editor.get_by_role("main")).to_contain_text("第 1 稿")
    editor.locator("footer .w-dropdown__toggle").click()
    editor.locator("button[name=action-submit]").click()
    expect(editor.locator(".messages .success")).to_contain_text(TITLE)
    expect_refusal(editor, f"/admin/pages/{pk}/edit/", {"title": "改了", "slug": "changed", "action-publish": "1"})
    judge(page_of(Role.REVIEWER), "审核通过", secrecy=True)
    judge(page_of(Role.SIGNATORY), "签发")
    visit(page, "/regulations/")
    page.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    page.goto(f"{page.url}#art-10-4")
    expect(page.locator("#art-10-4")).to_be_visible()
    expect(page.locator("#art-10-4")).to_contain_text("公示期间有异议的，组织复议")


@pytest.mark.parametrize("viewport", WIDTHS.values(), ids=WIDTHS.keys())
def test_each_step_is_accessible(page_of: OpenPage, viewport: dict[str, int], brought: Path) -> None:
    editor = page_of(Role.EDITOR, viewport=viewport)
    visit(editor, "/admin/regulations/import/")
    assert_accessible(editor)
    bring_in(editor, brought)
    assert_accessible(editor)
    editor.get_by_role("link", name="改第7行").click()
    expect(editor.get_by_label(re.compile("第 7 行应为"))).to_be_visible()
    assert_accessible(editor)
    editor.get_by_role("link", name="4 确认").click()
    assert_accessible(editor)


def test_a_line_is_written_without_a_script(page_of: OpenPage, brought: Path) -> None:
    editor = page_of(Role.EDITOR, java_script_enabled=False)
    bring_in(editor, brought)
    editor.get_by_role("link", name="改第7行").click()
    editor.get_by_label(re.compile("第 7 行应为")).fill("第四条 市科技局牵头组织实施。")
    editor.get_by_role("button", name="保存这一行").click()
    expect(editor).to_have_url(re.compile(r"/sets/\d+/#L7$"))
    expect(editor.locator("#L7 ins")).to_have_text("第四条 市科技局牵头组织实施。")


def test_a_file_that_cannot_be_read_is_told_and_listed(page_of: OpenPage, tmp_path: Path) -> None:
    empty = tmp_path / "空的.txt"
    empty.write_bytes(b"")
    editor = page_of(Role.EDITOR)
    visit(editor, "/admin/regulations/import/")
    editor.get_by_label(re.compile("把文件拖到这里")).set_input_files(empty)
    editor.get_by_role("button", name="导入并读取").click()
    expect(editor.locator(".messages .error")).to_contain_text("这个文件是空的")
    expect(editor.get_by_role("row", name=re.compile("空的.txt"))).to_contain_text("没有读成")


def bring_in(editor: Page, file: Path) -> None:
    visit(editor, "/admin/regulations/import/")
    editor.get_by_label(re.compile("把文件拖到这里")).set_input_files(file)
    editor.get_by_role("button", name="导入并读取").click()
    editor.wait_for_url(re.compile(r"/admin/regulations/sets/\d+/$"))
    expect(editor.get_by_role("main")).to_contain_text("读出 2 章 11 条 4 项")


def accept_and_leave(editor: Page) -> None:
    while (sure := editor.get_by_role("button", name=re.compile("接受 .* 处有把握的修正"))).count():
        sure.click()
    rest = editor.get_by_role("button", name=re.compile("保留原样$")).filter(has_text="其余")
    if rest.count():
        rest.click()


def judge(person: Page, verb: str, *, secrecy: bool = False) -> None:
    visit(person, "/admin/")
    waiting = person.locator(".desk-panel", has=person.get_by_role("heading", name="等我办理"))
    waiting.get_by_role("link", name=TITLE).click()
    person.wait_for_url(re.compile(r"/admin/acts/\d+/$"))
    if secrecy:
        person.get_by_label(re.compile("已完成保密审查")).check()
    person.get_by_role("button", name=verb).click()
    expect(person.locator(".messages .success")).to_contain_text(f"“{TITLE}”已{verb}")
