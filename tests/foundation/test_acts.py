"""From draft to published: two judgments, by two people who had no hand in it, over one digest."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import page_published

from foundation import ledger
from foundation.bars import Barred
from foundation.clock import now
from foundation.granting import grant, revoke
from foundation.models import (
    ActFile,
    Approval,
    CorrectionPage,
    LedgerEntry,
    Permit,
    PublishedAct,
    RoleHolding,
    SectionPage,
    User,
)
from foundation.roles import Role
from foundation.triggers import lay_triggers, lift_triggers
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, send_back, step, submit
from tests.factories.acts_on_acts import begin, changed, reviewed, sign
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.factories.people import superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def test_review_then_signature_publishes(office: Bureau, client: Client) -> None:
    page = published(office, title="某公告")
    assert page.live
    assert client.get(page.url).status_code == 200
    acts = [entry.act for entry in LedgerEntry.objects.filter(subject=f"page:{page.pk}")]
    assert acts == ["page.review", "page.sign", "page.published"]
    assert LedgerEntry.objects.get(act="page.published").actor == office[Role.SIGNATORY]
    assert PublishedAct.objects.get(page=page).digest == Approval.objects.get(role="signatory").digest
    assert not Permit.objects.exists()
    assert ledger.verify() is None


def test_reviewing_alone_publishes_nothing(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    assert not fresh(page).live
    assert step(page).task.name == "签发"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
def test_only_a_reviewer_reviews(role: Role, office: Bureau) -> None:
    state = submit(draft(office), office[Role.EDITOR])
    with pytest.raises(Barred, match="职责"):
        approve(state, office[role])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SIGNATORY])
def test_only_a_signatory_signs(role: Role, office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(Barred, match="职责"):
        approve(step(page), office[role])
    assert not fresh(page).live


def test_a_superuser_without_the_role_is_refused_like_anyone(office: Bureau) -> None:
    boss = superuser()
    state = submit(draft(office), office[Role.EDITOR])
    with pytest.raises(Barred, match="职责"):
        approve(state, boss)


def test_a_role_for_another_section_is_none_here(office: Bureau) -> None:
    elsewhere = person(Role.REVIEWER, SectionPageFactory(parent=office.site.home))
    state = submit(draft(office), office[Role.EDITOR])
    with pytest.raises(Barred, match="职责"):
        approve(state, elsewhere)


def test_a_role_taken_away_counts_at_once(office: Bureau) -> None:
    state = submit(draft(office), office[Role.EDITOR])
    reviewer = User.objects.get(pk=office[Role.REVIEWER].pk)
    revoke(RoleHolding.objects.get(user=reviewer), by=None)
    with pytest.raises(Barred, match="职责"):
        approve(state, reviewer)


def make(role: Role, user: User, office: Bureau) -> User:
    """Give another role by the back door, so that only the four-eyes rule of the act itself stands in the way."""
    RoleHolding.objects.create(user=user, role=role.value, section=office.section, since=user.date_joined)
    return User.objects.get(pk=user.pk)


def test_who_edited_cannot_review_even_with_the_role(office: Bureau) -> None:
    state = submit(draft(office), office[Role.EDITOR])
    both = make(Role.REVIEWER, office[Role.EDITOR], office)
    with pytest.raises(Barred, match="不能审核自己编辑的内容"):
        approve(state, both)


def test_who_edited_before_the_last_editor_cannot_sign_either(office: Bureau) -> None:
    page = draft(office)
    second = person(Role.EDITOR, office.section)
    page.save_revision(user=second)
    approve(submit(fresh(page), second), office[Role.REVIEWER])
    both = make(Role.SIGNATORY, office[Role.EDITOR], office)
    with pytest.raises(Barred, match="不能签发自己编辑的内容"):
        approve(step(page), both)


def test_who_reviewed_cannot_sign(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    both = make(Role.SIGNATORY, office[Role.REVIEWER], office)
    with pytest.raises(Barred, match="不能签发自己审核的内容"):
        approve(step(page), both)


def test_roles_joined_by_a_move_are_asked_about_again(office: Bureau) -> None:
    beside = SectionPageFactory(parent=office.site.home)
    both = person(Role.EDITOR, beside)
    grant(both, Role.SIGNATORY, office.section, by=None)
    beside.move(office.section, pos="last-child")
    page: AnnouncementPage = AnnouncementPageFactory(parent=SectionPage.objects.get(pk=beside.pk), live=False)
    page.save_revision(user=office[Role.EDITOR])
    approve(submit(fresh(page), office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(Barred, match="不相容的职责（起草的人不能签发）"):
        approve(step(page), User.objects.get(pk=both.pk))
    approve(step(page), office[Role.SIGNATORY])
    assert fresh(page).live


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"disclosure": ""}, "没有选定公开属性"),
        ({"disclosure": "closed"}, "不予公开"),
        ({"disclosure": "on_request"}, "依申请公开"),
    ],
)
def test_what_may_not_be_published_is_barred_in_words(fields: dict[str, Any], words: str, office: Bureau) -> None:
    state = submit(draft(office, **fields), office[Role.EDITOR])
    with pytest.raises(Barred, match=words):
        approve(state, office[Role.REVIEWER])


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_a_page_with_an_hour_of_wagtails_passes_no_review(field: str, office: Bureau) -> None:
    page = draft(office)
    setattr(page, field, now() + timedelta(days=1))
    page.save_revision(user=office[Role.EDITOR])
    state = submit(fresh(page), office[Role.EDITOR])
    with pytest.raises(Barred, match="发布以签发为准"):
        approve(state, office[Role.REVIEWER])


def test_a_review_without_the_secrecy_check_is_barred(office: Bureau) -> None:
    state = submit(draft(office), office[Role.EDITOR])
    for not_true in (False, "true", 1):
        with pytest.raises(Barred, match="保密审查"):
            approve(state, office[Role.REVIEWER], secrecy_cleared=not_true)
    approve(state, office[Role.REVIEWER])
    assert Approval.objects.get().secrecy_cleared


def test_returning_needs_a_reason_and_unlocks_the_page(office: Bureau) -> None:
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    assert fresh(page).get_lock().for_user(office[Role.EDITOR])
    with pytest.raises(Barred, match="请写明理由"):
        send_back(state, office[Role.REVIEWER], comment="  ")
    send_back(state, office[Role.REVIEWER])
    assert fresh(page).get_lock() is None
    assert fresh(page).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert LedgerEntry.objects.filter(act="page.review.returned").count() == 1


def test_a_page_in_review_is_locked_for_everyone(office: Bureau) -> None:
    page = draft(office)
    submit(page, office[Role.EDITOR])
    lock = fresh(page).get_lock()
    assert all(lock.for_user(user) for user in office.people.values())


def test_a_file_changed_between_review_and_signature_is_named(office: Bureau) -> None:
    document = get_document_model().objects.create(title="附件一", file=ContentFile(b"first", name="a.txt"))
    page = draft(office, body=f'<p><a linktype="document" id="{document.pk}">附件一</a></p>')
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"other")
    with pytest.raises(Barred, match="文件“附件一”"):
        approve(step(page), office[Role.SIGNATORY])
    assert not fresh(page).live


def test_a_file_deleted_between_review_and_signature_is_named(office: Bureau) -> None:
    document = get_document_model().objects.create(title="附件一", file=ContentFile(b"first", name="a.txt"))
    page = draft(office, body=f'<p><a linktype="document" id="{document.pk}">附件一</a></p>')
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    document.delete()
    with pytest.raises(Barred, match="文件“附件一”"):
        approve(step(page), office[Role.SIGNATORY])


def test_a_title_rewritten_between_review_and_signature_is_not_signed(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    content = {**page.latest_revision.content, "title": "另一个标题"}
    lift_triggers()
    Revision.objects.filter(pk=page.latest_revision_id).update(content=content)
    lay_triggers()
    with pytest.raises(Barred, match="审核通过之后有变化"):
        approve(step(page), office[Role.SIGNATORY])


def test_what_a_page_carries_is_noted_when_it_is_published(office: Bureau) -> None:
    document = get_document_model().objects.create(title="附件一", file=ContentFile(b"first", name="a.txt"))
    page = published(office, body=f'<p><a linktype="document" id="{document.pk}">附件一</a></p>')
    assert ActFile.objects.get(page=page).file_id == document.pk


def test_pressed_twice_it_happens_once(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    stale_one, stale_two = step(page), step(page)
    approve(stale_one, office[Role.SIGNATORY])
    with pytest.raises(Barred, match="已经办过了"):
        approve(stale_two, person(Role.SIGNATORY, office.section))
    assert LedgerEntry.objects.filter(act="page.published").count() == 1


@pytest.mark.parametrize("break_at", ["publication", "ledger"])
def test_a_failure_anywhere_undoes_all(break_at: str, office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    rows = LedgerEntry.objects.count()

    def fail(**kwargs: Any) -> None:
        raise RuntimeError("broken")

    if break_at == "publication":
        page_published.connect(fail)
    else:
        monkeypatch.setattr("foundation.acts.publishing.ledger.append", lambda *a, **k: fail())
    try:
        with pytest.raises(RuntimeError):
            approve(step(page), office[Role.SIGNATORY])
    finally:
        page_published.disconnect(fail)
    assert not fresh(page).live
    assert step(page).status == TaskState.STATUS_IN_PROGRESS
    assert LedgerEntry.objects.count() == rows
    assert not PublishedAct.objects.exists()
    assert not Permit.objects.exists()


def test_a_correction_goes_the_same_way_and_is_published_over_the_old(office: Bureau) -> None:
    page = changed(office, published(office, title="旧标题"), title="新标题")
    with pytest.raises(Barred, match="办理更正"):
        submit(page, office[Role.EDITOR])
    act = reviewed(office, begin(office, CorrectionPage, page))
    assert fresh(page).title == "旧标题"
    sign(office, act)
    assert fresh(page).title == "新标题"
    acts = [entry.act for entry in LedgerEntry.objects.order_by("seq")][-3:]
    assert acts == ["page.sign", "page.published", "page.corrected"]
