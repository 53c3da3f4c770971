"""Reading a regulation: its contents follow, a provision is cited, versions are compared, and it prints as a document."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.visiting import PHONE, visit

REGULATION = "/regulations/example-joint-laboratories-2025/"


def test_choosing_a_number_shows_how_it_is_cited(page: Page) -> None:
    visit(page, REGULATION)
    expect(page.locator(".cite")).to_be_hidden()
    page.locator("#art-10-4").get_by_role("link", name="（四）").press("Enter")
    cite = page.get_by_role("complementary", name="引用")
    expect(cite).to_contain_text("）第十条第（四）项")
    expect(cite).to_contain_text(f"{REGULATION}#art-10-4")
    expect(cite.get_by_role("link", name="历次文本")).to_have_attribute("href", f"{REGULATION}provisions/art-10-4/")
    cite.get_by_role("button", name="关闭").click()
    expect(cite).to_be_hidden()


def test_the_contents_mark_where_one_is(page: Page) -> None:
    visit(page, f"{REGULATION}#ch3")
    expect(page.locator(".toc a[aria-current]")).to_contain_text("第三章")


def test_on_a_phone_the_contents_are_folded_and_open(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    visit(page, REGULATION)
    first = page.locator(".toc a").first
    expect(first).to_be_hidden()
    page.get_by_text("目录", exact=True).click()
    expect(first).to_be_visible()


def test_without_script_it_says_how_to_cite_and_finds_another_day(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    visit(page, REGULATION)
    expect(page.locator(".cite")).to_be_hidden()
    page.get_by_text("怎样引用某一条").click()
    expect(page.locator(".cite-how")).to_contain_text("第十条第（四）项")
    page.get_by_label("查看某一天的文本").fill("2025-06-01")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("main")).to_contain_text("这是 2025年6月1日 的文本")
    page.get_by_role("link", name="回到今天的文本").click()
    expect(page.locator(".other-day")).to_have_count(0)


def test_on_paper_it_looks_like_a_document_and_says_that_it_is_none(page: Page) -> None:
    visit(page, REGULATION)
    page.emulate_media(media="print")
    for hidden in (".toc", ".facts--reg", ".reg-after", ".cite", ".top"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".printed").last).to_contain_text("网站打印件，以正式印发文件为准")
    expect(page.locator(".law-number")).to_be_visible()
