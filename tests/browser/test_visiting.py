"""The careful visitor itself: each kind of fault is noticed."""

import pytest
from playwright.sync_api import Browser

from tests.browser.running import RunningSite
from tests.browser.visiting import PHONE, new_page, visit

POLICY = {"Content-Security-Policy": "script-src 'self'", "Content-Type": "text/html"}


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ('<img alt="" src="http://elsewhere.invalid/a.png">', "asks another host"),
        ('<img alt="" src="/no-such-picture.png">', "404: "),
        ("<script>alert(1)</script>", "Content Security Policy"),
        ('<div style="width: 900px">wide</div>', "wider than the screen"),
        ('<script src="/throws.js"></script>', "page error: "),
    ],
)
def test_a_fault_of_a_page_is_noticed(browser: Browser, site: RunningSite, html: str, complaint: str) -> None:
    opened = new_page(browser, site.address, viewport=PHONE)
    opened.page.route("**/faulty/", lambda route: route.fulfill(body=f"<!doctype html>{html}", headers=POLICY))
    opened.page.route("**/throws.js", lambda route: route.fulfill(body="throw new Error('broken')"))
    visit(opened.page, "/faulty/")
    opened.page.context.close()
    assert any(complaint in each for each in opened.complaints), opened.complaints


def test_nothing_is_said_against_a_page_without_fault(browser: Browser, site: RunningSite) -> None:
    opened = new_page(browser, site.address, viewport=PHONE)
    visit(opened.page, "/")
    opened.page.context.close()
    assert opened.complaints == []
