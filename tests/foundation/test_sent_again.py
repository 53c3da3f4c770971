"""What was returned and sent again: judged anew from the first step, by the same people where they returned it."""

import pytest
from django.db import transaction
from wagtail.models import TaskState

from foundation.acting import acting_as
from foundation.acts.performing import performing
from foundation.bars import Barred
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, send_back, step, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def changed_and_sent_again(office: Bureau, page: AnnouncementPage) -> None:
    changed = fresh(page)
    changed.body = "<p>改过的正文</p>"
    changed.save_revision(user=office[Role.EDITOR])
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).current_workflow_state.resume(office[Role.EDITOR])


def test_who_returned_it_judges_it_again_when_it_comes_back(office: Bureau) -> None:
    page = draft(office)
    send_back(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    changed_and_sent_again(office, page)
    approve(step(page), office[Role.REVIEWER])
    send_back(step(page), office[Role.SIGNATORY])
    changed_and_sent_again(office, page)
    approve(step(page), office[Role.REVIEWER])
    approve(step(page), office[Role.SIGNATORY])
    assert "改过的正文" in fresh(page).body


def test_what_was_returned_at_signing_and_changed_is_reviewed_anew(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    send_back(step(page), office[Role.SIGNATORY])
    changed_and_sent_again(office, page)
    assert step(page).task.specific.role is Role.REVIEWER


def test_what_was_returned_at_signing_and_not_changed_goes_back_to_signing(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    send_back(step(page), office[Role.SIGNATORY])
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).current_workflow_state.resume(office[Role.EDITOR])
    approve(step(page), office[Role.SIGNATORY])
    assert fresh(page).live


def test_a_draft_that_was_not_reviewed_is_not_signed_though_the_step_be_forced(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    state = step(page)
    send_back(state, office[Role.SIGNATORY])
    changed_and_sent_again(office, page)
    now_at = step(page)
    with performing(page):
        TaskState.objects.filter(pk=now_at.pk).update(task=state.task)
    with pytest.raises(Barred, match="还没有经过审核"):
        approve(step(page), person(Role.SIGNATORY, office.section))
