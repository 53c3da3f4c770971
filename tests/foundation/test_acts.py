"""From draft to published: two judgments, by two people who had no hand in it, over one digest."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import page_published

from foundation import ledger
from foundation.bars import Barred
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
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, send_back, step, submit
from tests.factories.acts_on_acts import begin, changed, reviewed, sign
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.queries import assert_constant_queries

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
    boss = User.objects.create_superuser("boss", "boss@example.invalid", "Right-password-1")
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


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def judge_url(page: Any) -> str:
    return reverse("act-judge", args=[step(page).pk])


def test_the_desk_leads_to_the_screen_and_the_screen_publishes(office: Bureau) -> None:
    page = draft(office, title="等着的公告")
    submit(page, office[Role.EDITOR])
    for role, data in ((Role.REVIEWER, {"secrecy_cleared": "on"}), (Role.SIGNATORY, {})):
        client = sign_in(office[role])
        assert "等着的公告" in client.get("/admin/").content.decode()
        url = judge_url(page)
        assert url in client.get("/admin/").content.decode()
        assert client.get(url).status_code == 200
        assert client.post(url, {"action": "approve", **data}).status_code == 302
    assert fresh(page).live


def test_the_screen_says_what_bars_and_keeps_what_was_typed(office: Bureau) -> None:
    page = draft(office, disclosure="")
    submit(page, office[Role.EDITOR])
    client = sign_in(office[Role.REVIEWER])
    response = client.post(judge_url(page), {"action": "approve", "comment": "写了很多", "secrecy_cleared": "on"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "没有选定公开属性" in html
    assert "写了很多" in html


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_may_open_the_screen(role: Role, may_see: bool, office: Bureau) -> None:
    page = draft(office)
    submit(page, office[Role.EDITOR])
    response = sign_in(office[role]).get(judge_url(page))
    assert (response.status_code == 200) is may_see
    html = response.content.decode()
    assert ('value="approve"' in html) is (role is Role.REVIEWER)


def test_the_desk_asks_as_much_for_many_as_for_one(office: Bureau) -> None:
    client = sign_in(office[Role.REVIEWER])

    def one_more() -> None:
        submit(draft(office), office[Role.EDITOR])

    one_more()

    def four_more() -> None:
        for _ in range(4):
            one_more()

    assert_constant_queries(lambda: client.get("/admin/"), four_more)


def test_the_editor_submits_from_wagtails_own_editor(office: Bureau) -> None:
    client = sign_in(office[Role.EDITOR])
    add = reverse("wagtailadmin_pages:add", args=("notices", "announcementpage", office.section.pk))
    data = {
        "title": "从后台写的公告", "slug": "written-in-the-admin", "disclosure": "open",
        "period_unit": "working_days",
        "kind": "notice", "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
        "body": '{"blocks": [{"key": "a", "text": "正文", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],'
        ' "entityRanges": []}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        "action-submit": "1",
    }  # fmt: skip
    response = client.post(add, data)
    assert response.status_code == 302, response.content.decode()[:2000]
    from notices.models import AnnouncementPage

    page = AnnouncementPage.objects.get(slug="written-in-the-admin")
    assert not page.live
    assert step(page).task.name == "审核"


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_judges_sees_what_was_sent(role: Role, may_see: bool, office: Bureau) -> None:
    page = draft(office, title="送审的标题", body="<p>送审的正文</p>")
    submit(page, office[Role.EDITOR])
    response = sign_in(office[role]).get(reverse("act-preview", args=[step(page).pk]))
    assert (response.status_code == 200) is may_see
    assert ("送审的正文" in response.content.decode()) is may_see
    if may_see:
        assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_screen_names_what_a_correction_changes(office: Bureau) -> None:
    page = changed(office, published(office, title="旧标题"), title="新标题")
    act = begin(office, CorrectionPage, page)
    submit(act, office[Role.EDITOR])
    html = sign_in(office[Role.REVIEWER]).get(judge_url(act)).content.decode()
    assert "与已发布的版本相比：标题" in html


def test_a_chinese_title_needs_no_address_typed(office: Bureau) -> None:
    html = sign_in(office[Role.EDITOR]).get(
        reverse("wagtailadmin_pages:add", args=("notices", "announcementpage", office.section.pk))
    )
    assert re.search(r'name="slug" value="\d{8}-[0-9a-f]{6}"', html.content.decode())


def test_a_published_act_shows_how_it_can_be_checked(office: Bureau, client: Client) -> None:
    page = published(office)
    html = client.get(page.url).content.decode()
    mark = PublishedAct.objects.get(page=page)
    assert mark.digest in html
    assert f"存证账第 {mark.entry.seq} 号" in html
    assert mark.entry.digest in html


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_reads_the_history_of_a_section(role: Role, may_see: bool, office: Bureau) -> None:
    published(office, title="办结的公告")
    response = sign_in(office[role]).get("/admin/acts/")
    assert (response.status_code == 200) is may_see
    if may_see:
        html = response.content.decode()
        assert "办结的公告" in html
        assert "已签发" in html


def test_the_history_of_another_section_is_not_shown(office: Bureau) -> None:
    published(office, title="别的栏目的公告")
    elsewhere = person(Role.SUPERVISOR, SectionPageFactory(parent=office.site.home))
    assert "别的栏目的公告" not in sign_in(elsewhere).get("/admin/acts/").content.decode()


def test_the_history_asks_as_much_for_many_as_for_one(office: Bureau) -> None:
    client = sign_in(office[Role.SUPERVISOR])
    submit(draft(office), office[Role.EDITOR])

    def more() -> None:
        for _ in range(3):
            submit(draft(office), office[Role.EDITOR])

    assert_constant_queries(lambda: client.get("/admin/acts/"), more)
