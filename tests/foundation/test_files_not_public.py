"""A file is given out from the publication on of what carries it; before, to those who write or judge that."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from foundation.roles import Role
from portal.models import TextPage
from tests.factories.acts import Bureau, draft, published
from tests.foundation.carried_files import linked, sign_in, text_page
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("disclosure", ["open", "closed"])
def test_the_attachment_of_a_draft_is_not_there_for_visitors(
    disclosure: str, office: Bureau, document: Any, client: Client
) -> None:
    page = draft(office, body=linked(document), disclosure=disclosure)
    ReferenceIndex.create_or_update_for_object(page)
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR])
def test_who_writes_or_judges_reads_it_and_no_cache_keeps_it(role: Role, office: Bureau, document: Any) -> None:
    draft(office, body=linked(document))
    response = sign_in(office[role]).get(document.url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_it_is_there_from_the_publication_on(office: Bureau, document: Any, client: Client) -> None:
    published(office, body=linked(document))
    assert client.get(document.url).status_code == 200


def test_a_live_page_that_is_no_act_carries_it_as_soon_as_it_is_published(
    office: Bureau, document: Any, client: Client
) -> None:
    page = text_page(office, document)
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 404


def test_a_document_costs_the_same_queries_however_many_pages_carry_it(
    office: Bureau, document: Any, client: Client
) -> None:
    def ask() -> object:
        return client.get(document.url)

    text_page(office, document)
    ask()
    few = len(queries_of(ask))
    for slug in ("one", "two"):
        page = office.site.home.add_child(instance=TextPage(title=slug, slug=slug, body=linked(document)))
        page.save_revision().publish()
    assert len(queries_of(ask)) == few


def test_the_password_of_a_collection_that_has_none_is_not_found(client: Client) -> None:
    assert client.get(reverse("wagtaildocs_authenticate_with_password", args=[1])).status_code == 404
