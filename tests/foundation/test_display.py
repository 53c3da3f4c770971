"""Larger text, leaving for another site, QR codes: furniture that works without script."""

from urllib.parse import unquote

import pytest
from django.test import Client
from wagtail.rich_text import expand_db_html

from foundation.leaving import leaving_url
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db


def test_larger_text_is_remembered_and_holds_on_every_page(client: Client) -> None:
    small_site()
    response = client.get("/display/larger/", {"next": "/search/?q=公示"})
    assert unquote(response["Location"]) == "/search/?q=公示"
    for address in ("/", "/search/", "/sitemap/", "/announcements/", "/nothing-here/"):
        assert '<html lang="zh-Hans" class="is-larger">' in client.get(address).content.decode()
    client.get("/display/standard/?next=/")
    assert "is-larger" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "\\\\example.com", "javascript:alert(1)", ""]
)
def test_the_choice_never_sends_a_reader_to_another_site(elsewhere: str, client: Client) -> None:
    assert client.get("/display/larger/", {"next": elsewhere})["Location"] == "/"


def test_there_is_no_third_size(client: Client) -> None:
    assert client.get("/display/enormous/").status_code == 404


def test_the_choice_is_not_made_by_post(client: Client) -> None:
    assert client.post("/display/larger/").status_code == 405


def test_leaving_names_the_other_site_and_waits(client: Client) -> None:
    small_site()
    html = client.get(leaving_url("https://www.gov.cn/zhengce/")).content.decode()
    assert "<b>www.gov.cn</b>" in html
    assert 'href="https://www.gov.cn/zhengce/"' in html


@pytest.mark.parametrize("to", ["", "https://example.com/", "https://example.com/:forged"])
def test_nobody_else_can_write_a_way_out(to: str, client: Client) -> None:
    small_site()
    assert client.get("/leave/", {"to": to}).status_code == 400


def test_outside_links_in_text_go_by_way_of_the_confirmation() -> None:
    html = expand_db_html('<p><a href="https://www.gov.cn/?a=1&amp;b=2">国务院</a></p>')
    assert 'href="/leave/?to=https%3A%2F%2Fwww.gov.cn' in html
    assert 'rel="nofollow"' in html


def test_mail_and_inner_links_stay_as_they_are() -> None:
    assert 'href="mailto:a@example.invalid"' in expand_db_html('<p><a href="mailto:a@example.invalid">信</a></p>')
    assert 'href="#art-3"' in expand_db_html('<p><a href="#art-3">第三条</a></p>')
    assert 'href="/search/"' in expand_db_html('<p><a href="/search/">搜索</a></p>')


def test_a_qr_code_is_drawn_for_pages_of_this_site_only(client: Client) -> None:
    response = client.get("/qr.svg", {"path": "/announcements/"})
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
    for path in ("", "https://example.com/", "//example.com", "/" + "长" * 600):
        assert client.get("/qr.svg", {"path": path}).status_code == 404
