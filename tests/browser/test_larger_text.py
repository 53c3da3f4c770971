"""长者版: one choice, larger everywhere, kept until it is taken back."""

from playwright.sync_api import Page, expect

from tests.browser.pages import Seen, every_page_of_ours
from tests.browser.visiting import visit


@every_page_of_ours
def test_every_page_is_larger_once_chosen_and_as_before_once_taken_back(the_page: Seen) -> None:
    the_page.is_without_fault("larger and back")


def test_the_choice_holds_from_page_to_page_and_brings_back_to_where_it_was_made(page: Page) -> None:
    visit(page, "/search/?q=公告")
    page.get_by_role("link", name="长者版").click()
    expect(page.get_by_role("main").get_by_role("combobox")).to_have_value("公告")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(page.locator("html")).to_have_class("is-larger")
    visit(page, "/")
    expect(page.locator("html")).to_have_class("is-larger")
