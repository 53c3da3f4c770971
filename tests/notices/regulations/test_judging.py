"""Whoever judges a regulation can lay its provisions beside the text of the file."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import CorrectionPage
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, draft, submit
from tests.factories.acts_on_acts import begin
from tests.factories.regulations import a_change, imported, issued

pytestmark = pytest.mark.django_db
WORDS = "对照原文核对条文"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def opened(office: Bureau, role: Role, address: str) -> str:
    client = Client()
    client.force_login(office[role])
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def judging(office: Bureau, page: object, role: Role = Role.REVIEWER) -> str:
    state = submit(page, office[Role.EDITOR])  # type: ignore[arg-type]
    return opened(office, role, reverse("act-judge", args=[state.pk]))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SIGNATORY])
@pytest.mark.parametrize("made", [imported, a_change])
def test_the_screen_leads_to_raw_text_and_outline(made: object, role: Role, office: Bureau) -> None:
    page = made(office)  # type: ignore[operator]
    address = reverse("regulation-set", args=[page.provision_set_id])
    assert f'<a href="{address}">{WORDS}</a>' in judging(office, page, role)
    beside = opened(office, role, address)
    assert "第一条 为规范管理，制定本办法。" in beside
    assert 'name="do"' not in beside  # to look at, not to change


def test_what_has_no_provisions_leads_nowhere(office: Bureau) -> None:
    assert WORDS not in judging(office, draft(office))


def test_a_correction_leads_to_the_text_it_carries(office: Bureau) -> None:
    page = issued(office)
    page.topic = "科技"
    page.save_revision(user=office[Role.EDITOR])
    html = judging(office, begin(office, CorrectionPage, page))
    assert html.count(reverse("regulation-set", args=[page.provision_set_id])) == 1
