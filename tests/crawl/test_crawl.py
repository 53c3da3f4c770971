"""Every link on the site leads somewhere, for nobody and for every role."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from foundation.crawl import NOBODY, Visitor, starts_for, visitors
from foundation.roles import Role
from tests.crawl.crawler import Crawl, error_of, kinds_of
from tests.crawl.links import Outline

# django_db: pytest-django makes the test database only for tests that say they use one.
pytestmark = [pytest.mark.crawl, pytest.mark.django_db]

ClientOf = Callable[[Visitor], Client]
CrawlOf = Callable[[Visitor], Crawl]

OPEN_TO_ALL = {
    "/admin/jsi18n/": "the words Wagtail's scripts use, nothing of ours",
    "/admin/sprite/": "Wagtail's icons",
}


EDITOR = Visitor(Role.EDITOR, Role.EDITOR)


@pytest.fixture(scope="package")
def crawl_of(client_of: ClientOf) -> CrawlOf:
    """One crawl a visitor, kept for whoever asks next."""
    done: dict[Visitor, Crawl] = {}

    def crawl(visitor: Visitor) -> Crawl:
        if visitor not in done:
            known = {} if visitor in (NOBODY, EDITOR) else public_pages()
            done[visitor] = Crawl(visitor, client_of(visitor), known)
            done[visitor].run(starts_for(visitor))
        return done[visitor]

    def public_pages() -> dict[str, Outline | None]:
        """Whatever opens both for nobody and for somebody signed in; the other roles begin there and go on elsewhere."""
        signed_in = crawl(EDITOR).opened
        return {address: outline for address, outline in crawl(NOBODY).opened.items() if address in signed_in}

    return crawl


def on_other_days_too(visitor: Visitor) -> Any:
    """With the clock moved one visitor without an account and one with it will do."""
    marks = [] if visitor in (NOBODY, EDITOR) else [pytest.mark.any_day]
    return pytest.param(visitor, marks=marks, id=visitor.name)


@pytest.mark.parametrize("visitor", map(on_other_days_too, visitors()))
def test_every_link_leads_somewhere(visitor: Visitor, crawl_of: CrawlOf) -> None:
    if faults := crawl_of(visitor).faults:
        listed = "\n".join(map(str, faults))
        pytest.fail(f"{len(faults)} broken for {visitor.name}:\n{listed}", pytrace=False)


@pytest.mark.any_day
def test_the_crawl_reaches_what_it_is_for(crawl_of: CrawlOf) -> None:
    """A crawl that opens nothing finds no fault either."""
    public = crawl_of(NOBODY).opened
    assert {"/", "/announcements/", "/sitemap.xml", "/search/?q=公告"} <= public.keys()
    admin = crawl_of(EDITOR).opened
    assert any(address.startswith("/admin/pages/") for address in admin)
    archive = crawl_of(Visitor(Role.ARCHIVIST, Role.ARCHIVIST)).opened
    assert {"/archive/", "/archive/?q=公告"} <= archive.keys()
    assert any(address.startswith("/archive/open/") for address in archive)
    assert any("&stage=" in address for address in archive)
    assert not any(address.startswith("/archive/") for address in crawl_of(Visitor(Role.OFFICER, Role.OFFICER)).opened)


@pytest.mark.any_day
def test_nothing_in_the_admin_opens_for_nobody(client_of: ClientOf, crawl_of: CrawlOf) -> None:
    """Whatever any role was offered in the admin, without an account it asks to sign in."""
    client = client_of(NOBODY)
    open_to_all = []
    for address in admin_addresses(crawl_of):
        response = client.get(address, follow=True)
        asks_to_sign_in = response.request["PATH_INFO"] == "/admin/login/"
        if not asks_to_sign_in and urlsplit(address).path not in OPEN_TO_ALL:
            open_to_all.append(f"{address}: {response.status_code}")
    assert not open_to_all, "\n".join(open_to_all)


@pytest.mark.any_day
def test_no_role_breaks_the_site_with_an_address_of_another(client_of: ClientOf, crawl_of: CrawlOf) -> None:
    """An address from a colleague opens or is refused; it never ends in an error page of the server."""
    broken = []
    for visitor in visitors():
        client = client_of(visitor)
        for address in admin_addresses(crawl_of):
            if address in crawl_of(visitor).opened:
                continue
            response = client.get(address)
            if response.status_code >= 500:
                broken.append(f"{visitor.name}: {address}: {error_of(response)}")
    assert not broken, "\n".join(broken)


def admin_addresses(crawl_of: CrawlOf) -> list[str]:
    """What the crawls of all visitors found in the admin, one of each kind."""
    kinds: dict[str, str] = {}
    for address in sorted({address for visitor in visitors() for address in crawl_of(visitor).opened}):
        if address.startswith("/admin/"):
            for kind in kinds_of(address)[0]:
                kinds.setdefault(kind, address)
    return sorted(set(kinds.values()))
