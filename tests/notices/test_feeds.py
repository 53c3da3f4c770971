"""Atom feeds: stable ids, what changed is new, what was withdrawn says so, what was sealed is gone at once."""

from datetime import date
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from foundation.feeds import Source, feed_source
from foundation.models import CorrectionPage, SealingPage, WithdrawalPage
from tests.factories.acts import Bureau, bureau, published
from tests.factories.acts_on_acts import changed, done
from tests.factories.calls import CallPageFactory, at, call, extended
from tests.factories.pages import AnnouncementPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


def entries(client: Client, code: str = "all") -> dict[str, ElementTree.Element]:
    response = client.get(f"/feeds/{code}/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    return {entry.findtext(f"{ATOM}title") or "": entry for entry in root.iter(f"{ATOM}entry")}


def test_each_feed_has_its_own_and_one_has_them_all(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section, title="某公告")
    CallPageFactory(parent=office.section, title="某申报")
    assert set(entries(client, "announcements")) == {"某公告"}
    assert set(entries(client, "calls")) == {"某申报"}
    assert set(entries(client)) == {"某公告", "某申报"}


def test_an_id_stays_when_the_title_changes(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        page = published(office, title="原标题")
        before = entries(client, "announcements")["原标题"]
    with time_machine.travel(at("2026-11-03 10:00")):
        done(office, CorrectionPage, changed(office, page, title="新标题"), title="更正")
        after = entries(client, "announcements")["新标题"]
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id") == f"urn:uuid:{page.translation_key}"
    assert before.findtext(f"{ATOM}published") == after.findtext(f"{ATOM}published")
    assert str(after.findtext(f"{ATOM}updated")).startswith("2026-11-03")


def test_what_was_withdrawn_says_so_and_is_new(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        page = published(office, title="某公告")
    with time_machine.travel(at("2026-11-05 10:00")):
        done(office, WithdrawalPage, page, title="撤回公告")
        found = entries(client, "announcements")
    assert "2026-11-05" in str(found["【已撤回】某公告"].findtext(f"{ATOM}updated"))


def test_an_extended_call_is_new(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        page = call(office, title="某申报", closes_on=date(2026, 11, 20))
    with time_machine.travel(at("2026-11-06 10:00")):
        extended(office, page, date(2026, 11, 27))
        found = entries(client, "calls")
    assert "2026-11-06" in str(found["某申报"].findtext(f"{ATOM}updated"))


def test_what_was_sealed_is_gone_at_once_also_for_who_asks_by_date(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2026-11-02 10:00")):
        published(office, title="留下的")
        page = published(office, title="涉密的")
        response = client.get("/feeds/announcements/")
    asked = {"HTTP_IF_MODIFIED_SINCE": response["Last-Modified"]}
    assert client.get("/feeds/announcements/", **asked).status_code == 304
    with time_machine.travel(at("2026-11-05 10:00")):
        done(office, SealingPage, page, title="封存公告")
    assert client.get("/feeds/announcements/", **asked).status_code == 200
    for code in ("all", "announcements"):
        assert "涉密的" not in entries(client, code)


def test_who_has_it_already_is_told_so(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section)
    response = client.get("/feeds/all/")
    assert response["ETag"]
    assert client.get("/feeds/all/", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    AnnouncementPageFactory(parent=office.section)
    assert client.get("/feeds/all/", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 200


def test_addresses_are_the_sites_own_whatever_host_was_asked(office: Bureau, client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.WAGTAILADMIN_BASE_URL = "https://kj.example.gov.cn"
    AnnouncementPageFactory(parent=office.section)
    xml = client.get("/feeds/all/", HTTP_HOST="evil.example.org").content.decode()
    assert "evil" not in xml
    assert 'href="https://kj.example.gov.cn/announcements/' in xml


def test_a_feed_that_does_not_exist_is_not_found(office: Bureau, client: Client) -> None:
    assert client.get("/feeds/nothing/").status_code == 404


def test_an_empty_feed_is_a_feed(office: Bureau, client: Client) -> None:
    assert entries(client, "calls") == {}


def test_lists_and_every_page_say_where_the_feed_is(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section)
    for address, code in (("/", "all"), ("/calls/", "calls"), ("/announcements/", "announcements")):
        html = client.get(address).content.decode()
        assert f'href="/feeds/{code}/"' in html, address
        assert 'type="application/atom+xml"' in html
    html = client.get("/feeds/").content.decode()
    for code in ("all", "calls", "announcements", "ledger"):
        assert f'href="/feeds/{code}/"' in html


def test_a_feed_costs_the_same_however_long(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section)
    CallPageFactory(parent=office.section)

    def more() -> None:
        AnnouncementPageFactory.create_batch(3, parent=office.section)
        CallPageFactory.create_batch(3, parent=office.section)

    assert_constant_queries(lambda: client.get("/feeds/all/"), more, at_most=5)


def test_two_apps_cannot_have_the_same_feed() -> None:
    with pytest.raises(ValueError, match="已有订阅源"):
        feed_source(Source("calls", "别的", lambda: None, str))
