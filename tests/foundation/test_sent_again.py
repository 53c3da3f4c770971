"""What was returned and sent again: judged anew from the first step, by the same people where they returned it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from wagtail.models import TaskState

from foundation.acting import acting_as
from foundation.acts.performing import performing
from foundation.bars import Barred
from foundation.clock import now
from foundation.granting import grant, revoke
from foundation.models import CorrectionPage, RoleHolding, User
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, send_back, step, submit
from tests.factories.acts_on_acts import begin, changed, step_of
from tests.factories.people import UserFactory

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


# --- taken back and sent anew: another run of the workflow, the same draft ----------------------------------------------


def taken_back(office: Bureau, page: AnnouncementPage) -> None:
    state = fresh(page).current_workflow_state
    with transaction.atomic(), acting_as(state.requested_by):
        state.cancel(user=state.requested_by)


def in_both_roles(office: Bureau) -> User:
    """A reviewer who may sign here as well: the two are not incompatible, only never for one item."""
    both = person(Role.REVIEWER, office.section)
    grant(both, Role.SIGNATORY, office.section, by=None)
    return User.objects.get(pk=both.pk)


@pytest.mark.parametrize("judged", [approve, send_back])
def test_who_judged_it_in_an_earlier_run_does_not_sign_it_in_this(judged: Callable[..., None], office: Bureau) -> None:
    page, both = draft(office), in_both_roles(office)
    judged(submit(page, office[Role.EDITOR]), both)
    taken_back(office, page)
    approve(submit(fresh(page), office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(Barred, match="不能签发自己审核的内容"):
        approve(step(page), both)
    assert not fresh(page).live


def test_who_sent_it_in_an_earlier_run_does_not_sign_it_in_this(office: Bureau) -> None:
    page, second = draft(office), person(Role.EDITOR, office.section)
    submit(page, second)
    taken_back(office, page)
    revoke(RoleHolding.objects.get(user=second), by=None)
    grant(second, Role.SIGNATORY, office.section, by=None)
    approve(submit(fresh(page), office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(Barred, match="不能签发自己送审的内容"):
        approve(step(page), User.objects.get(pk=second.pk))


def test_who_reviewed_it_in_an_earlier_run_may_review_it_again(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    taken_back(office, page)
    approve(submit(fresh(page), office[Role.EDITOR]), office[Role.REVIEWER])
    approve(step(page), office[Role.SIGNATORY])
    assert fresh(page).live


def test_what_was_published_since_is_done_with(office: Bureau) -> None:
    both = in_both_roles(office)
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), both)
    approve(step(page), office[Role.SIGNATORY])
    act = begin(office, CorrectionPage, changed(office, fresh(page), body="<p>改</p>"))
    approve(submit(act, office[Role.EDITOR]), office[Role.REVIEWER])
    approve(step_of(act), both)
    assert fresh(page).body == "<p>改</p>"


def test_a_deputy_does_not_sign_what_whom_they_stand_for_reviewed(office: Bureau) -> None:
    principal = office[Role.REVIEWER]
    grant(principal, Role.SIGNATORY, office.section, by=None)
    deputy: User = UserFactory(last_name="代理人")
    grant(deputy, Role.SIGNATORY, office.section, by=None, until=now() + timedelta(days=3), deputy_for=principal)
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), principal)
    with pytest.raises(Barred, match=f"您代理的{principal}曾审核这份内容"):
        approve(step(page), deputy)
    approve(step(page), office[Role.SIGNATORY])
    assert fresh(page).live
