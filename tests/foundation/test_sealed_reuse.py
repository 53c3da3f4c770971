"""A file that went with a sealed act does not come back because somebody links it anew."""

from typing import Any

import pytest
from django.test import Client

from foundation.acts.sealed_reuse import SAYS, carries_what_is_sealed
from foundation.bars import Barred
from foundation.gates import bars_to
from foundation.models import CorrectionPage, SealingPage
from foundation.roles import Role
from portal.models import TextPage
from tests.factories.acts import Bureau, approve, draft, fresh, published, step, submit
from tests.factories.acts_on_acts import begin, changed, done
from tests.foundation.carried_files import carrying, linked, new_document, text_page
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(office: Bureau, document: Any, picture: Any) -> Any:
    page = published(office, body=carrying(document, picture))
    done(office, SealingPage, page)
    return fresh(page)


def guide(office: Bureau, body: str) -> TextPage:
    """A text page in draft."""
    page: TextPage = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", live=False, body=body))
    return page


@pytest.mark.parametrize("kind", ["document", "picture"])
def test_a_text_page_does_not_reopen_it(
    kind: str, sealed: Any, office: Bureau, document: Any, picture: Any, client: Client
) -> None:
    body = (
        linked(document)
        if kind == "document"
        else f'<embed embedtype="image" id="{picture.pk}" format="left" alt="x"/>'
    )
    page = guide(office, body)
    there = document.url if kind == "document" else f"/media/{picture.file.name}"
    with pytest.raises(Barred, match="依法封存"):
        page.save_revision().publish()
    assert not TextPage.objects.get(pk=page.pk).live
    assert client.get(there).status_code == 410


def test_neither_does_a_page_saved_live_by_code(sealed: Any, office: Bureau, document: Any) -> None:
    with pytest.raises(Barred, match="依法封存"):
        office.site.home.add_child(instance=TextPage(title="指南", slug="guide", body=linked(document)))


def test_an_act_with_it_cannot_be_sent(sealed: Any, office: Bureau, document: Any) -> None:
    with pytest.raises(Barred, match="依法封存"):
        submit(draft(office, body=linked(document)), office[Role.EDITOR])


def test_an_act_that_was_on_its_way_is_not_signed(office: Bureau, document: Any, client: Client) -> None:
    first = published(office, body=linked(document))
    page = draft(office, body=linked(document))
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    done(office, SealingPage, first)
    with pytest.raises(Barred, match="依法封存"):
        approve(step(page), office[Role.SIGNATORY])
    assert client.get(document.url).status_code == 410


def test_a_correction_brings_it_back_no_more_than_a_new_act(sealed: Any, office: Bureau, document: Any) -> None:
    page = changed(office, published(office), body=linked(document))
    with pytest.raises(Barred, match="依法封存"):
        submit(begin(office, CorrectionPage, page), office[Role.EDITOR])


def test_what_was_public_already_goes_on_carrying_it(office: Bureau, document: Any, client: Client) -> None:
    page = text_page(office, document)
    done(office, SealingPage, published(office, body=linked(document)))
    page.title = "新的指南"
    page.save_revision().publish()
    assert client.get(document.url).status_code == 200


def test_other_files_are_used_freely(sealed: Any, office: Bureau) -> None:
    page = guide(office, linked(new_document()))
    page.save_revision().publish()
    assert TextPage.objects.get(pk=page.pk).live


def test_the_refusal_says_what_to_do_and_names_nothing(sealed: Any, office: Bureau, document: Any) -> None:
    (bar,) = [bar for bar in bars_to("submit", draft(office, body=linked(document))) if "封存" in bar.says]
    assert bar.says == SAYS
    assert sealed.title not in bar.says
    assert document.title not in bar.says


def test_while_nothing_is_sealed_it_costs_one_query(office: Bureau, document: Any) -> None:
    page = draft(office, body=linked(document))
    assert len(queries_of(lambda: carries_what_is_sealed(page))) == 1
