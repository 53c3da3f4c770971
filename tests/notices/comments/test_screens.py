"""The screens where comments are read and answered: who opens them, what they list, and that nothing typed is lost."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry, User
from foundation.roles import Role
from notices.comments.contacts import Contact
from notices.comments.states import State
from notices.models import Comment, RegulationPage
from tests.factories.acts import Bureau, bureau, person
from tests.factories.comments import answered, comment_on, open_draft
from tests.factories.pages import SectionPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 9, 1, 10, 0, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def in_september() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPENS, tick=False) as clock:
        yield clock


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def draft(office: Bureau) -> RegulationPage:
    return open_draft(office)


@pytest.fixture
def comment(draft: RegulationPage) -> Comment:
    return comment_on(draft, "建议写明时限。", address="art-2", contact=Contact("某单位", "0000-7654321"))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def editor(office: Bureau) -> Client:
    return client_of(office[Role.EDITOR])


def typed(comment: Comment, **fields: object) -> dict[str, object]:
    return {"edition": comment.edition, "state": "taken", "reply": "", "masked_passages": "", **fields}


def listed(office: Bureau, **asked: object) -> str:
    return editor(office).get(reverse("comments"), asked).content.decode()


def test_the_list_is_filtered_by_draft_provision_and_state(office: Bureau, draft: RegulationPage) -> None:
    other = open_draft(office, title="另一份办法")
    first = comment_on(draft, "甲", address="art-2")
    second = comment_on(draft, "乙")
    third = comment_on(other, "丙", address="art-1")
    answered(office, second)
    found = {
        name: {one.number for one in (first, second, third) if f">{one.number}</a>" in listed(office, **asked)}
        for name, asked in {
            "all": {},
            "draft": {"draft": draft.pk},
            "provision": {"draft": draft.pk, "provision": "art-2"},
            "whole": {"draft": draft.pk, "provision": "-"},
            "state": {"state": "taken"},
            "none": {"draft": other.pk, "state": "taken"},
        }.items()
    }
    assert found == {
        "all": {first.number, second.number, third.number},
        "draft": {first.number, second.number},
        "provision": {first.number},
        "whole": {second.number},
        "state": {second.number},
        "none": set(),
    }


def test_another_sections_comments_are_not_listed_nor_opened(office: Bureau, comment: Comment) -> None:
    beside = client_of(person(Role.EDITOR, SectionPageFactory(parent=office.site.home)))
    assert comment.number not in beside.get(reverse("comments")).content.decode()
    for name in ("comment", "comment-contact"):
        assert beside.get(reverse(name, args=[comment.pk])).status_code == 403
        assert beside.post(reverse(name, args=[comment.pk]), typed(comment, reason="看")).status_code == 403
    assert Comment.objects.get().standing is State.NEW


def test_the_list_says_where_a_number_would_be_published(office: Bureau, draft: RegulationPage) -> None:
    one = comment_on(draft, "请打13800138000。")
    assert "含号码" in listed(office)
    answered(office, one, State.TAKEN, mask_numbers=True)
    assert "含号码" not in listed(office)


def test_the_list_costs_the_same_however_long(office: Bureau, draft: RegulationPage) -> None:
    comment_on(draft, "一")
    client = editor(office)

    def grow() -> None:
        for each in range(8):
            comment_on(draft, f"意见{each}", address="art-2")

    assert_constant_queries(lambda: client.get(reverse("comments")), grow)


def test_one_comment_costs_the_same_however_long_its_history(office: Bureau, comment: Comment) -> None:
    answered(office, comment)
    client = editor(office)

    def grow() -> None:
        for each in range(5):
            answered(office, comment, State.DECLINED, f"理由{each}")
            client.post(reverse("comment-contact", args=[comment.pk]), {"reason": f"核实{each}"})

    assert_constant_queries(lambda: client.get(reverse("comment", args=[comment.pk])), grow)


def test_an_answer_is_saved_and_said(office: Bureau, comment: Comment) -> None:
    answer = editor(office).post(reverse("comment", args=[comment.pk]), typed(comment), follow=True)
    assert "已处理为“采纳”" in answer.content.decode()
    assert Comment.objects.get().standing is State.TAKEN


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": ""}, "请选定处理结果"),
        ({"state": "declined", "reply": ""}, "要写明理由"),
        ({"state": "new"}, "new"),
        ({"masked_passages": "没有的字"}, "没有“没有的字”这几个字"),
        ({"reply": "请打13800138000"}, "答复会公布，请删去"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    office: Bureau, comment: Comment, fields: dict[str, str], says: str
) -> None:
    page = (
        editor(office)
        .post(reverse("comment", args=[comment.pk]), typed(comment, **{"reply": "写好的答复", **fields}))
        .content.decode()
    )
    assert says in page
    assert fields.get("reply", "写好的答复") in page
    assert Comment.objects.get().standing is State.NEW


def test_the_second_of_two_editors_keeps_what_they_wrote(office: Bureau, comment: Comment) -> None:
    client = editor(office)
    seen = typed(comment, state="declined", reply="我写的理由。")
    answered(office, comment)
    page = client.post(reverse("comment", args=[comment.pk]), seen).content.decode()
    assert "刚刚被处理过" in page
    assert "我写的理由。" in page
    assert Comment.objects.get().standing is State.TAKEN


def test_after_seeing_the_other_answer_it_can_be_sent(office: Bureau, comment: Comment) -> None:
    client = editor(office)
    answered(office, comment)
    seen = Comment.objects.get()
    client.post(reverse("comment", args=[comment.pk]), typed(seen, state="declined", reply="我写的理由。"))
    assert Comment.objects.get().standing is State.DECLINED


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR])
def test_who_only_reads_is_offered_no_answer_and_no_contact(office: Bureau, comment: Comment, role: Role) -> None:
    client = client_of(office[role])
    page = client.get(reverse("comment", args=[comment.pk])).content.decode()
    assert "建议写明时限。" in page
    assert "保存处理" not in page
    assert reverse("comment-contact", args=[comment.pk]) not in page
    assert client.post(reverse("comment", args=[comment.pk]), typed(comment)).status_code == 403


# --- the contact -----------------------------------------------------------------------------------------------------


def test_a_contact_is_shown_after_a_reason_and_nowhere_else(office: Bureau, comment: Comment) -> None:
    client, address = editor(office), reverse("comment-contact", args=[comment.pk])
    before = [client.get(reverse("comment", args=[comment.pk])), client.get(address), client.get(reverse("comments"))]
    assert not [page for page in before if "某单位" in page.content.decode() or "7654321" in page.content.decode()]
    answer = client.post(address, {"reason": "核实对第二条的建议"})
    assert "某单位" in answer.content.decode()
    assert "0000-7654321" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "某单位" not in client.get(address).content.decode()
    assert LedgerEntry.objects.filter(act="comment.unsealed").count() == 1


def test_a_supervisor_sees_every_opening(office: Bureau, comment: Comment) -> None:
    editor(office).post(reverse("comment-contact", args=[comment.pk]), {"reason": "核实对第二条的建议"})
    page = client_of(office[Role.SUPERVISOR]).get(reverse("comment", args=[comment.pk])).content.decode()
    assert "核实对第二条的建议" in page


def test_a_contact_is_deleted_on_its_screen(office: Bureau, comment: Comment) -> None:
    address = reverse("comment-contact", args=[comment.pk])
    page = editor(office).post(address, {"reason": "本人来电", "action": "delete"}, follow=True).content.decode()
    assert "姓名和联系方式已删除" in page
    assert "7654321" not in page
    assert Comment.objects.get().contact is None


def test_without_a_reason_nothing_is_opened(office: Bureau, comment: Comment) -> None:
    page = editor(office).post(reverse("comment-contact", args=[comment.pk]), {"reason": " "}).content.decode()
    assert "请写明理由" in page
    assert "7654321" not in page


# --- the way to the summary ------------------------------------------------------------------------------------------


def test_a_closed_draft_offers_the_summary_to_its_editor(
    office: Bureau, draft: RegulationPage, in_september: time_machine.Traveller
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert "办理公布意见采纳情况" not in editor(office).get(address).content.decode()
    in_september.move_to(datetime(2026, 10, 9, tzinfo=SHANGHAI))
    page = editor(office).get(address).content.decode()
    assert "办理公布意见采纳情况" in page
    add = reverse("wagtailadmin_pages:add", args=["notices", "commentsummarypage", office.section.pk])
    form = editor(office).get(f"{add}?target={draft.pk}").content.decode()
    assert f"《{draft.title}》公开征求意见采纳情况" in form
