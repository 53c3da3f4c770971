"""Nothing is published without a review and a signature on record, and nobody who signs in bends the workflow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Task, TaskState, Workflow, WorkflowPage, WorkflowTask

from foundation import ledger
from foundation.acting import acting_as
from foundation.acts.judging import Judgment, judge
from foundation.acts.performing import laying_the_workflow, performing
from foundation.acts.scheduling import publish_due
from foundation.acts.signatures import signature_on
from foundation.bars import Barred
from foundation.clock import now
from foundation.models import Approval, LedgerEntry, Permit, PublishedAct, ReviewTask, ScheduledPublication, User
from foundation.models.tasks import SignTask
from foundation.roles import Role
from foundation.triggers import lay_triggers, lift_triggers
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, published, step, submit
from tests.factories.people import superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def boss() -> User:
    return superuser()


def nothing_came_of_it(page: AnnouncementPage) -> bool:
    return not (
        fresh(page).live
        or PublishedAct.objects.filter(page=page).exists()
        or LedgerEntry.objects.filter(act="page.published").exists()
    )


def a_workflow_of(office: Bureau, *tasks: Task) -> None:
    """Laid by an intruder on the server, in place of the one there is."""
    with laying_the_workflow():
        workflow = Workflow.objects.create(name="快")
        for order, task in enumerate(tasks):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        WorkflowPage.objects.create(workflow=workflow, page=office.section)


# --- what publishes -------------------------------------------------------------------------------------------------


def test_review_alone_publishes_nothing_though_the_signature_was_switched_off(office: Bureau) -> None:
    with laying_the_workflow():
        Task.objects.filter(name="签发").update(active=False)
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    with pytest.raises(Barred, match="没有经过签发"):
        approve(state, office[Role.REVIEWER])
    assert nothing_came_of_it(page)
    assert not Approval.objects.exists()


def test_a_signature_alone_publishes_nothing(office: Bureau) -> None:
    a_workflow_of(office, SignTask.objects.get().task_ptr)
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    with pytest.raises(Barred, match="没有经过另一人审核"):
        approve(state, office[Role.SIGNATORY])
    assert nothing_came_of_it(page)


def test_a_review_of_an_earlier_sending_counts_for_no_later_signature(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).current_workflow_state.cancel(user=office[Role.EDITOR])
    a_workflow_of(office, SignTask.objects.get().task_ptr)
    state = submit(fresh(page), office[Role.EDITOR])
    with pytest.raises(Barred, match="没有经过另一人审核"):
        approve(state, office[Role.SIGNATORY])
    assert nothing_came_of_it(page)


def test_a_review_and_a_signature_by_one_person_are_no_two_pairs_of_eyes(office: Bureau) -> None:
    page = published(office)
    lift_triggers()
    Approval.objects.filter(role=Role.REVIEWER.value).update(by=office[Role.SIGNATORY])
    lay_triggers()
    with pytest.raises(Barred, match="没有经过另一人审核"):
        signature_on(page.live_revision)


def test_a_review_after_the_signature_publishes_nothing(office: Bureau) -> None:
    a_workflow_of(office, SignTask.objects.get().task_ptr, ReviewTask.objects.get().task_ptr)
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.SIGNATORY])
    with pytest.raises(Barred, match="没有经过签发"):
        approve(step(page), office[Role.REVIEWER])
    assert nothing_came_of_it(page)


def test_a_workflow_with_no_step_publishes_nothing(office: Bureau) -> None:
    a_workflow_of(office)
    page = draft(office)
    with pytest.raises(Barred, match="相应职责"), transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).get_workflow().start(fresh(page), office[Role.EDITOR])
    assert nothing_came_of_it(page)


def test_a_task_of_wagtails_own_publishes_nothing(office: Bureau, boss: User) -> None:
    with laying_the_workflow():
        task = GroupApprovalTask.objects.create(name="组内同意")
    task.groups.add(Group.objects.first())
    a_workflow_of(office, task.task_ptr)
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    with pytest.raises(Barred, match="相应职责"), transaction.atomic():
        state.task.specific.on_action(state, boss, "approve")
    assert nothing_came_of_it(page)


def test_a_review_written_into_the_state_alone_is_none(office: Bureau) -> None:
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    with transaction.atomic(), performing(page):
        TaskState.objects.filter(pk=state.pk).update(status=TaskState.STATUS_APPROVED)
        state.workflow_state.refresh_from_db()
        state.workflow_state.update(user=office[Role.EDITOR])
    with pytest.raises(Barred, match="没有经过另一人审核"):
        approve(step(page), office[Role.SIGNATORY])
    assert nothing_came_of_it(page)


def test_a_step_is_not_judged_in_the_role_of_another(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    judgment = Judgment(approve=True, secrecy_cleared=True)
    with pytest.raises(Barred, match="这一步不是审核"):
        judge(step(page), office[Role.REVIEWER], judgment, role=Role.REVIEWER, act="review")
    assert nothing_came_of_it(page)


def test_the_ledger_names_who_signed_in_the_role_they_signed_in(office: Bureau) -> None:
    page = published(office)
    signed = Approval.objects.filter(revision=page.live_revision).last()
    entry = LedgerEntry.objects.get(act="page.published")
    assert signed is not None
    assert (entry.actor, entry.role) == (signed.by, signed.role) == (office[Role.SIGNATORY], "signatory")


def test_what_nobody_signed_is_not_published_when_its_hour_comes(office: Bureau) -> None:
    from foundation.acts.digests import digest_of, parts_of

    page = draft(office)
    revision = page.get_latest_revision()
    with transaction.atomic():
        entry = ledger.append("page.scheduled", actor=None, subject=f"page:{page.pk}", digest="", section=None)
    row = ScheduledPublication.objects.create(
        page=page, revision=revision, digest=digest_of(parts_of(revision)), signed_by=office[Role.SIGNATORY],
        signed_at=now(), publish_at=now(), entry=entry,
    )  # fmt: skip
    assert publish_due() == 0
    row.refresh_from_db()
    assert (row.state, "没有经过签发" in row.why) == (ScheduledPublication.State.REFUSED, True)
    assert nothing_came_of_it(page)


# --- the definition of the workflow, with nothing on its way ----------------------------------------------------------


def change(row: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


BY_CODE: dict[str, Callable[[Bureau], Any]] = {
    "a task switched off": lambda office: Task.objects.get(name="签发").deactivate(),
    "a task renamed": lambda office: change(SignTask.objects.get(), name="走过场"),
    "a task deleted": lambda office: SignTask.objects.get().delete(),
    "a task added": lambda office: ReviewTask.objects.create(name="另一个"),
    "a task of Wagtail's added": lambda office: GroupApprovalTask.objects.create(name="组内同意"),
    "a workflow switched off": lambda office: Workflow.objects.get().deactivate(),
    "a workflow added": lambda office: Workflow.objects.create(name="快"),
    "a workflow deleted": lambda office: Workflow.objects.get().delete(),
    "a step added": lambda office: WorkflowTask.objects.create(
        workflow=Workflow.objects.get(), task=Task.objects.first(), sort_order=9
    ),
    "the steps turned round": lambda office: change(Workflow.objects.get().workflow_tasks.first(), sort_order=9),
    "a step taken out": lambda office: Workflow.objects.get().workflow_tasks.first().delete(),
    "a section given another": lambda office: WorkflowPage.objects.create(
        workflow=Workflow.objects.get(), page=office.section
    ),
    "a section's taken away": lambda office: WorkflowPage.objects.get().delete(),
}


def definition() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Task, Workflow, WorkflowTask, WorkflowPage)]


@pytest.mark.parametrize("way", BY_CODE)
def test_no_code_bends_the_workflow(way: str, office: Bureau) -> None:
    before = definition()
    with pytest.raises(Barred, match="建站时定好"), transaction.atomic():
        BY_CODE[way](office)
    assert definition() == before


def forms_of_the_admin(office: Bureau) -> dict[str, tuple[str, dict[str, str]]]:
    workflow, task = Workflow.objects.get(), Task.objects.get(name="签发")
    none = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    one = {**none, "TOTAL_FORMS": "1"}
    quick = {
        "name": "快", "active": "on",
        **{f"workflow_tasks-{name}": value for name, value in one.items()},
        "workflow_tasks-0-task": str(task.pk), "workflow_tasks-0-ORDER": "1", "workflow_tasks-0-id": "",
        **{f"pages-{name}": value for name, value in one.items()},
        "pages-0-page": str(office.section.pk), "pages-0-DELETE": "",
    }  # fmt: skip
    return {
        "a task switched off": (reverse("wagtailadmin_workflows:disable_task", args=[task.pk]), {}),
        "a task renamed": (reverse("wagtailadmin_workflows:edit_task", args=[task.pk]), {"name": "走过场"}),
        "a task added": (
            reverse("wagtailadmin_workflows:add_task", args=["foundation", "signtask"]), {"name": "另一个"},
        ),
        "a workflow switched off": (reverse("wagtailadmin_workflows:disable", args=[workflow.pk]), {}),
        "a workflow added": (reverse("wagtailadmin_workflows:add"), quick),
        "a workflow taken off": (
            reverse("wagtailadmin_workflows:remove", args=[office.site.home.pk]), {},
        ),
    }  # fmt: skip


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_no_form_of_the_admin_bends_the_workflow(role: Any, office: Bureau, boss: User) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(boss if role == "superuser" else office[role])
    before = definition()
    for way, (address, data) in forms_of_the_admin(office).items():
        response = client.post(address, data)
        assert response.status_code < 500, way
        assert definition() == before, way
        if role == "superuser":
            assert response.status_code == 403, way
            assert "建站时定好" in response.content.decode(), way


def test_setup_on_the_server_lays_it_and_leaves_no_permit_behind(office: Bureau) -> None:
    with laying_the_workflow():
        ReviewTask.objects.create(name="会签")
        assert Permit.objects.count() == 1
    assert not Permit.objects.exists()
    with pytest.raises(Barred, match="建站时定好"), transaction.atomic():
        ReviewTask.objects.create(name="再会签")
