"""长者版: one choice, larger everywhere, kept until it is taken back."""

from playwright.sync_api import Page, expect

from tests.browser.test_public_pages import every_page_of_ours
from tests.browser.visiting import visit

MUCH_LARGER = 1.25


def root_size(page: Page) -> float:
    return float(page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)"))


def body_size(page: Page) -> float:
    return float(page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)"))


@every_page_of_ours
def test_every_page_is_larger_once_chosen_and_as_before_once_taken_back(page: Page, path: str, status: int) -> None:
    visit(page, path, status)
    before = root_size(page), body_size(page)
    page.get_by_role("link", name="长者版").click()
    expect(page.get_by_role("link", name="标准版")).to_be_visible()
    assert root_size(page) >= MUCH_LARGER * before[0]
    assert body_size(page) >= MUCH_LARGER * before[1]
    page.get_by_role("link", name="标准版").click()
    expect(page.get_by_role("link", name="长者版")).to_be_visible()
    assert (root_size(page), body_size(page)) == before


def test_the_choice_holds_from_page_to_page_and_brings_back_to_where_it_was_made(page: Page) -> None:
    visit(page, "/search/?q=公告")
    page.get_by_role("link", name="长者版").click()
    expect(page.get_by_role("main").get_by_role("combobox")).to_have_value("公告")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page.locator("html")).to_have_class("is-larger")
    visit(page, "/")
    expect(page.locator("html")).to_have_class("is-larger")
