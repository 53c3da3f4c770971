"""A document number is one document's: a regulation's, a change's or a call's, whoever comes first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.bars import Barred
from foundation.clock import today
from foundation.gates import bars_to
from foundation.roles import Role
from notices.models import CallPage, NumberHeld
from notices.numbers import SEALED, hold_number, holder_of
from tests.factories.acts import Bureau, approve, bureau, step, submit
from tests.factories.acts_on_acts import SealingPage, done
from tests.factories.calls import call, call_draft
from tests.factories.regulations import imported, issued
from tests.notices.calls.test_call_editor import form

pytestmark = pytest.mark.django_db
NUMBER = "示科通〔2026〕12号"
REGULATION = "示科规〔2026〕1号"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def written(office: Bureau, number: str) -> str:
    """What the editor is answered who writes a call with this number."""
    client = Client()
    client.force_login(office[Role.EDITOR])
    add = reverse("wagtailadmin_pages:add", args=("notices", "callpage", office.section.pk))
    closes_on = str(today() + timedelta(days=20))
    return client.post(add, form(closes_on=closes_on, document_number=number), follow=True).content.decode()


def barred(page: Any) -> list[Any]:
    return [bar for bar in bars_to("submit", page) if "已经用于" in bar.says]


@pytest.mark.parametrize("typed", [NUMBER, "示科通 [2026] 12 号", "示科通（2026）12号"])
def test_the_form_of_a_call_refuses_the_number_of_another_with_a_link(typed: str, office: Bureau) -> None:
    first = call(office, document_number=NUMBER)
    html = written(office, typed)
    assert f"发文字号“{NUMBER}”已经用于" in html
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[first.pk])}"' in html
    assert CallPage.objects.count() == 1


def test_the_form_of_a_call_refuses_the_number_of_a_regulation(office: Bureau) -> None:
    issued(office)
    assert "已经用于" in written(office, REGULATION)
    assert not CallPage.objects.exists()


def test_a_number_of_its_own_is_put_in_its_one_form(office: Bureau) -> None:
    call(office, document_number=NUMBER)
    assert "已经用于" not in written(office, "示科通 [2026] 13 号")
    assert CallPage.objects.filter(document_number="示科通〔2026〕13号").exists()


def test_calls_without_a_number_do_not_meet(office: Bureau) -> None:
    call(office)
    assert "已经用于" not in written(office, "")
    assert CallPage.objects.count() == 2
    assert not NumberHeld.objects.exists()


def test_a_regulation_cannot_be_sent_with_the_number_of_a_call(office: Bureau) -> None:
    first = call(office, document_number=REGULATION[:-2] + "7号")
    page = imported(office)
    assert barred(page) == []
    page.document_number = first.document_number
    assert [str(first.pk) in bar.mend for bar in barred(page)] == [True]


def test_a_call_in_draft_has_its_number_already(office: Bureau) -> None:
    """Its own does not stand in its way."""
    first, second = (call_draft(office, document_number=NUMBER) for _ in range(2))
    assert holder_of(NUMBER, besides=first.pk).pk == second.pk  # type: ignore[union-attr]
    with pytest.raises(Barred, match="已经用于"):
        submit(second, office[Role.EDITOR])  # type: ignore[arg-type]
    second.delete()
    submit(first, office[Role.EDITOR])  # type: ignore[arg-type]


def test_a_published_call_holds_its_number(office: Bureau) -> None:
    first = call(office, document_number=NUMBER)
    assert NumberHeld.objects.get().page_id == first.pk
    other = call_draft(office)
    other.document_number = NUMBER
    with pytest.raises(Barred, match=f"已经用于“{first.title}”"):
        hold_number(other)


def test_the_number_is_asked_again_at_the_signature(office: Bureau) -> None:
    page = call_draft(office, document_number=NUMBER)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])  # type: ignore[arg-type]
    NumberHeld.objects.create(number=NUMBER, page=call(office))
    with pytest.raises(Barred, match="已经用于"):
        approve(step(page), office[Role.SIGNATORY])  # type: ignore[arg-type]
    assert not CallPage.objects.get(pk=page.pk).live


def test_a_sealed_call_keeps_its_number_and_not_its_title_told(office: Bureau) -> None:
    first = call(office, document_number=NUMBER)
    done(office, SealingPage, first)
    html = written(office, NUMBER)
    assert SEALED in html
    assert first.title not in html
