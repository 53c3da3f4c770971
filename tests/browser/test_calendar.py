"""A holiday notice, from the text an editor pastes to the date a citizen counts."""

import re

from playwright.sync_api import Page, expect

from foundation.roles import Role
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.visiting import WIDTHS, visit

# A year no other test of the browser asks for.
NOTICE = """国务院办公厅关于2031年部分节假日安排的通知
一、元旦：1月1日（周三）放假，共1天。
二、春节：1月22日（周三）至28日（周二）放假调休，共7天。1月19日（周日）、2月1日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：6月24日（周二）放假，共1天。
六、中秋节：9月12日（周五）至14日（周日）放假，共3天。
七、国庆节：10月1日（周三）至7日（周二）放假调休，共7天。9月28日（周日）、10月11日（周六）上班。
"""
COUNT = "/tools/working-days/?start=2031-10-08&count=3"


def test_a_notice_goes_from_the_pasted_text_to_the_citizen_s_date(page: Page, page_of: OpenPage) -> None:
    visit(page, COUNT)
    expect(page.get_by_role("status")).to_contain_text("2031年10月13日（周一） 24:00 截止 暂定")
    editor, signatory = page_of(Role.EDITOR), page_of(Role.SIGNATORY)
    paste(editor, NOTICE.replace("10月1日（周三）", "10月1日（周二）"))
    expect(editor.get_by_role("alert")).to_contain_text("10月1日写作周二，2031年这一天是周三")
    assert_accessible(editor)
    paste(editor, NOTICE)
    expect(editor.get_by_role("main")).to_contain_text("2031年10月11日（周六）：周末 → 国庆节调休上班")
    assert_accessible(editor)
    editor.get_by_label("理由").fill("通知已公布")
    editor.get_by_role("button", name="提出").click()
    editor.wait_for_url(re.compile(r"/admin/office/\d+/$"))
    visit(signatory, re.sub(r"^https?://[^/]+", "", editor.url))
    expect(signatory.get_by_role("main")).to_contain_text("通知原文")
    assert_accessible(signatory)
    signatory.get_by_role("button", name="同意", exact=True).click()
    expect(signatory.locator(".messages .success")).to_contain_text("已同意")
    visit(page, COUNT)
    expect(page.get_by_role("status")).to_contain_text("2031年10月11日（周六） 24:00 截止")
    expect(page.get_by_role("status")).not_to_contain_text("暂定")


def test_the_calendar_of_a_year_is_readable_at_a_desk_and_on_a_phone(page_of: OpenPage) -> None:
    for viewport in WIDTHS.values():
        reader = page_of(Role.SUPERVISOR, viewport=viewport)
        visit(reader, "/admin/calendar/?year=2026")
        expect(reader.get_by_role("main")).to_contain_text("国办发明电〔2025〕7号")
        assert_accessible(reader)


def paste(editor: Page, text: str) -> None:
    visit(editor, "/admin/calendar/enter/")
    editor.get_by_label("通知原文").fill(text)
    editor.get_by_role("button", name="读一读，看会改变什么").click()
