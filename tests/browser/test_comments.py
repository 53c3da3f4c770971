"""A visitor comments on a draft, gets a receipt and finds it again; an editor answers. At a desk and on a phone."""

import re

from playwright.sync_api import Page, expect

from foundation.roles import Role
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.pages import both_widths
from tests.browser.visiting import PHONE, faults_of_layout, opened_as, visit

DRAFT = "/regulations/example-open-laboratories-draft/"


def look_over(page: Page) -> None:
    assert_accessible(page)
    assert not faults_of_layout(page)


def send(page: Page, opinion: str) -> tuple[str, str]:
    """From the draft's page to the receipt; number and code."""
    visit(page, DRAFT)
    page.get_by_role("link", name="对第三条提意见").click()
    page.get_by_label("您的意见").fill(opinion)
    page.get_by_label("单位或姓名").fill("某单位")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("意见已收到")
    number, code = page.locator(".receipt b").all_inner_texts()
    return number, code


@both_widths
def test_from_a_provision_to_a_receipt_and_back_to_it(open_page: OpenPage, viewport: dict[str, int]) -> None:
    page = open_page(viewport)
    visit(page, DRAFT)
    look_over(page)
    page.get_by_role("link", name="我要提意见").click()
    expect(page.get_by_label("对哪一条")).to_have_value("")
    look_over(page)
    number, code = send(page, "收费标准建议由物价部门核定。")
    assert re.fullmatch(r"YJ\d{4}-\d{6}-\w{4}", number)
    look_over(page)
    expect(page.get_by_role("main")).to_contain_text("第三条")
    visit(page, "/regulations/comments/receipt/")
    look_over(page)
    page.get_by_label("编号").fill(number.lower())
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("main")).to_contain_text("收费标准建议由物价部门核定。")
    assert number not in page.url


@both_widths
def test_what_is_wrong_is_said_and_what_was_typed_stays(open_page: OpenPage, viewport: dict[str, int]) -> None:
    page = open_page(viewport)
    visit(page, DRAFT)
    page.get_by_role("link", name="我要提意见").click()
    opened_as(page).forgiven.add(page.url)  # what is wrong is answered with 400
    page.get_by_label("理由").fill("先写了理由。")
    page.get_by_label("电话或邮箱").fill("找我")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("alert")).to_contain_text("请改好下面2处")
    expect(page.get_by_label("理由")).to_have_value("先写了理由。")
    expect(page.get_by_label("您的意见")).to_have_attribute("aria-invalid", "true")
    look_over(page)


def test_without_script_it_is_sent_all_the_same(open_page: OpenPage) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    number, _ = send(page, "没有脚本也能提交。")
    assert number.startswith("YJ")


def test_on_paper_there_is_the_receipt_and_nothing_to_click(page: Page) -> None:
    send(page, "打印出来的回执。")
    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    for hidden in (".page-tools", ".comment-after", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()


@both_widths
def test_an_editor_finds_it_and_answers(page: Page, page_of: OpenPage, viewport: dict[str, int]) -> None:
    number, _ = send(page, "请编辑处理这一条。")
    desk = page_of(Role.EDITOR, viewport=viewport)
    visit(desk, "/admin/comments/")
    assert_accessible(desk, only=".office")
    desk.get_by_role("link", name=number).click()
    expect(desk.get_by_text("请编辑处理这一条。")).to_be_visible()
    expect(desk.get_by_text("某单位")).to_have_count(0)
    desk.get_by_label("处理结果").select_option(label="未采纳")
    desk.get_by_role("button", name="保存处理").click()
    expect(desk.get_by_text("“未采纳”要写明理由。")).to_be_visible()
    desk.get_by_label("答复").fill("收费标准另有规定。")
    desk.get_by_role("button", name="保存处理").click()
    expect(desk.get_by_text("已处理为“未采纳”")).to_be_visible()
    assert_accessible(desk, only=".office")
    desk.get_by_role("link", name="启封查看").click()
    desk.get_by_label("理由").fill("核实收费的情况")
    desk.get_by_role("button", name="启封").click()
    expect(desk.get_by_text("某单位")).to_be_visible()
