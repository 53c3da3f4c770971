"""Sending for review that is barred says why, and what was typed is a draft."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from foundation.form_days import FAR
from foundation.roles import Role
from notices.models import CallPage
from tests.factories.acts import Bureau, bureau
from tests.notices.calls.test_call_editor import at, editor_of, form

pytestmark = pytest.mark.django_db
WORDS = "已经截止，已经结束的申报不能发布"


@pytest.fixture(autouse=True)
def then() -> Iterator[None]:
    """Before anyone is given a role."""
    with time_machine.travel(at("2026-11-02 10:00")):
        yield


@pytest.fixture
def office() -> Bureau:
    return bureau()


def sent(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, form(**{"action-submit": "1", **fields}), follow=True)


def test_a_new_page_that_cannot_be_sent_is_kept_as_a_draft_and_says_why(office: Bureau) -> None:
    client, add = editor_of(office)
    answer = sent(client, add, closes_on="2026-10-20")
    page = CallPage.objects.get(slug="written")
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = strip_tags(answer.content.decode())
    assert "没有送审，您写的已存成草稿" in html
    assert WORDS in html
    assert page.current_workflow_state is None
    assert [row.office for row in page.contacts.all()] == ["成果处"]


def test_what_was_typed_over_a_draft_is_kept_when_it_cannot_be_sent(office: Bureau) -> None:
    client, add = editor_of(office)
    client.post(add, form())
    page = CallPage.objects.get(slug="written")
    answer = sent(
        client, reverse("wagtailadmin_pages:edit", args=[page.pk]), title="改过的标题", closes_on="2026-10-20"
    )
    assert WORDS in strip_tags(answer.content.decode())
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "改过的标题"
    assert page.current_workflow_state is None


def test_a_refused_sending_leaves_one_page(office: Bureau) -> None:
    client, add = editor_of(office)
    sent(client, add, closes_on="2026-10-20")
    assert CallPage.objects.count() == 1


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2101-01-01"])
def test_a_day_of_no_year_people_mean_is_refused_in_the_form(day: str, office: Bureau) -> None:
    client, add = editor_of(office)
    html = client.post(add, form(closes_on=day)).content.decode()
    assert FAR in html
    assert "从后台写的申报通知" in html
    assert not CallPage.objects.exists()


def test_nobody_but_an_editor_comes_to_a_draft_this_way(office: Bureau) -> None:
    _, add = editor_of(office)
    reviewer = Client()
    reviewer.force_login(office[Role.REVIEWER])
    reviewer.post(add, form(**{"action-submit": "1", "closes_on": "2026-10-20"}))
    assert not CallPage.objects.exists()
