"""Every link on the site leads somewhere, for nobody and for every role."""

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.crawl import NOBODY, Visitor, starts_for, visitors
from foundation.roles import Role
from tests.crawl.crawler import Crawl

ClientOf = Callable[[Visitor], Client]


@pytest.fixture(scope="package")
def crawl_of(client_of: ClientOf) -> Callable[[Visitor], Crawl]:
    """One crawl a visitor, kept for whoever asks next."""
    done: dict[Visitor, Crawl] = {}

    def crawl(visitor: Visitor) -> Crawl:
        if visitor not in done:
            done[visitor] = Crawl(visitor, client_of(visitor))
            done[visitor].run(starts_for(visitor))
        return done[visitor]

    return crawl


@pytest.mark.parametrize("visitor", visitors(), ids=lambda visitor: visitor.name)
def test_every_link_leads_somewhere(visitor: Visitor, crawl_of: Callable[[Visitor], Crawl]) -> None:
    faults = crawl_of(visitor).faults
    assert not faults, f"{len(faults)} links are broken for {visitor.name}:\n" + "\n".join(map(str, faults))


def test_the_crawl_reaches_what_it_is_for(crawl_of: Callable[[Visitor], Crawl]) -> None:
    """A crawl that opens nothing finds no fault either."""
    public = crawl_of(NOBODY).opened
    assert {"/", "/announcements/", "/sitemap.xml", "/search/?q=公告"} <= public.keys()
    admin = crawl_of(Visitor(Role.EDITOR, Role.EDITOR)).opened
    assert any(address.startswith("/admin/pages/") for address in admin)


def test_nothing_in_the_admin_opens_for_nobody(client_of: ClientOf, crawl_of: Callable[[Visitor], Crawl]) -> None:
    """Whatever any role was offered in the admin, without an account it asks to sign in."""
    known = {address for visitor in visitors() for address in crawl_of(visitor).opened}
    client = client_of(NOBODY)
    open_to_all = []
    for address in sorted(address for address in known if address.startswith("/admin/")):
        response = client.get(address)
        if not (response.status_code == 302 and "/admin/login/" in response["Location"]):
            open_to_all.append(f"{address}: {response.status_code}")
    assert not open_to_all, "\n".join(open_to_all)


def test_no_role_breaks_the_site_with_an_address_of_another(
    client_of: ClientOf, crawl_of: Callable[[Visitor], Crawl]
) -> None:
    """An address from a colleague opens or is refused; it never ends in an error page of the server."""
    broken = []
    crawls = {visitor: crawl_of(visitor) for visitor in visitors()}
    known = {address for crawl in crawls.values() for address in crawl.opened if address.startswith("/admin/")}
    for visitor, crawl in crawls.items():
        client = client_of(visitor)
        for address in sorted(known - crawl.opened.keys()):
            response = client.get(address)
            if response.status_code >= 500:
                error = response.exc_info
                broken.append(f"{visitor.name}: {address}: {response.status_code} {error[1] if error else ''}")
    assert not broken, "\n".join(broken)
