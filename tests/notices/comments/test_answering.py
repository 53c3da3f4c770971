"""A comment is answered by an editor of its section, with reasons where they are owed; the history only grows."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry
from foundation.roles import Role
from notices.comments.answering import Answer, answer
from notices.comments.contacts import Contact
from notices.comments.states import ANSWERS, Kind, State
from notices.comments.unsealing import delete_contact, open_contact, openings_of
from notices.models import Comment, CommentChange, RegulationPage
from tests.factories.acts import Bureau, bureau, person, submit
from tests.factories.comments import answered, comment_on, open_draft, written_summary
from tests.factories.pages import SectionPageFactory

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 9, 1, 10, 0, 0, tzinfo=SHANGHAI)
WITH_PHONE = "请打13800138000，我说给您听。"


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
    return comment_on(draft, contact=Contact("某单位", "0000-0000000"))


@pytest.mark.parametrize("state", ANSWERS)
def test_each_answer_is_kept_with_who_and_when(office: Bureau, comment: Comment, state: State) -> None:
    one = answered(office, comment, state, "理由写在这里。")
    assert (one.standing, one.reply, one.edition) == (state, "理由写在这里。", 1)
    change = CommentChange.objects.get()
    assert (change.before, change.after, change.by, change.at) == ("new", state.value, office[Role.EDITOR], OPENS)


@pytest.mark.parametrize("state", [State.PARTLY, State.DECLINED, State.HIDDEN])
def test_who_is_not_followed_is_owed_a_reason(office: Bureau, comment: Comment, state: State) -> None:
    with pytest.raises(Barred, match=f"“{state.label}”要写明理由"):
        answered(office, comment, state, "  ")


@pytest.mark.parametrize("state", [State.TAKEN, State.ASIDE])
def test_the_others_may_go_without(office: Bureau, comment: Comment, state: State) -> None:
    assert answered(office, comment, state).standing is state


def test_codes_have_kinds() -> None:
    assert [state for state in State if state.kind is Kind.OPEN] == [State.NEW]
    assert [state for state in State if state.kind is Kind.WITHHELD] == [State.HIDDEN]


def test_what_was_answered_is_not_made_new_again(office: Bureau, comment: Comment) -> None:
    one = answered(office, comment)
    with pytest.raises(Barred, match="不能改回“待处理”"):
        answered(office, one, State.NEW)


def test_of_two_editors_the_second_is_told(office: Bureau, comment: Comment) -> None:
    seen = comment.edition
    answer(comment, Answer(State.TAKEN), office[Role.EDITOR], edition=seen)
    other = person(Role.EDITOR, office.section)
    with pytest.raises(Barred, match="刚刚被处理过（编辑，处理为“采纳”）"):
        answer(comment, Answer(State.DECLINED, "不合适"), other, edition=seen)
    assert Comment.objects.get().standing is State.TAKEN


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_no_other_role_answers(office: Bureau, comment: Comment, role: Role) -> None:
    with pytest.raises(Barred, match="没有“编辑”职责"):
        answer(comment, Answer(State.TAKEN), office[role], edition=0)


def test_an_editor_of_another_section_does_not_answer(office: Bureau, comment: Comment) -> None:
    beside = person(Role.EDITOR, SectionPageFactory(parent=office.site.home))
    with pytest.raises(Barred, match="没有“编辑”职责"):
        answer(comment, Answer(State.TAKEN), beside, edition=0)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_history_is_append_only(office: Bureau, comment: Comment, act: str) -> None:
    answered(office, comment)
    with pytest.raises(IntegrityError, match="只能追加"), transaction.atomic():
        if act == "update":
            CommentChange.objects.update(reply="别的")
        else:
            CommentChange.objects.all()._raw_delete("default")


def test_while_a_summary_is_judged_nothing_changes(
    office: Bureau, draft: RegulationPage, comment: Comment, in_september: time_machine.Traveller
) -> None:
    answered(office, comment)
    in_september.move_to(datetime(2026, 10, 10, 10, tzinfo=SHANGHAI))
    submit(written_summary(office, draft), office[Role.EDITOR])
    with pytest.raises(Barred, match="正在审核"):
        answered(office, comment, State.DECLINED, "不合适")


# --- what is covered -------------------------------------------------------------------------------------------------


def test_numbers_and_passages_are_covered_and_the_rest_stays(office: Bureau, draft: RegulationPage) -> None:
    one = comment_on(draft, f"我是张三，{WITH_PHONE}")
    one = answered(office, one, State.TAKEN, mask_numbers=True, masked_passages="张三")
    assert one.shown_opinion == "我是＊＊，请打138******00，我说给您听。"
    assert one.opinion == f"我是张三，{WITH_PHONE}"


def test_a_passage_is_covered_wherever_it_stands(office: Bureau, draft: RegulationPage) -> None:
    one = answered(office, comment_on(draft, "张三说，张三要改。"), State.TAKEN, masked_passages="张三")
    assert one.shown_opinion == "＊＊说，＊＊要改。"


def test_what_does_not_stand_there_cannot_be_covered(office: Bureau, comment: Comment) -> None:
    with pytest.raises(Barred, match="没有“李四”这几个字"):
        answered(office, comment, State.TAKEN, masked_passages="李四")


def test_an_answer_carries_no_number_of_a_person(office: Bureau, comment: Comment) -> None:
    with pytest.raises(Barred, match="答复会公布，请删去"):
        answered(office, comment, State.TAKEN, "请联系13800138000。")


# --- the contact is opened -------------------------------------------------------------------------------------------


def test_a_contact_is_opened_with_its_reason_in_the_ledger(office: Bureau, comment: Comment) -> None:
    contact = open_contact(comment, office[Role.EDITOR], reason="核实对第三条的建议")
    assert contact == Contact("某单位", "0000-0000000")
    entry = LedgerEntry.objects.get(act="comment.unsealed")
    assert (entry.actor, entry.role, entry.detail) == (office[Role.EDITOR], "editor", {"reason": "核实对第三条的建议"})
    assert [each.entry.pk for each in openings_of(comment)] == [entry.pk]


@pytest.mark.parametrize(("reason", "says"), [(" ", "请写明理由"), ("打13800138000核实", "不能写手机号")])
def test_without_a_proper_reason_it_stays_closed(office: Bureau, comment: Comment, reason: str, says: str) -> None:
    with pytest.raises(Barred, match=says):
        open_contact(comment, office[Role.EDITOR], reason=reason)
    assert not LedgerEntry.objects.filter(act="comment.unsealed").exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_no_other_role_opens_one(office: Bureau, comment: Comment, role: Role) -> None:
    with pytest.raises(Barred, match="没有“编辑”职责"):
        open_contact(comment, office[role], reason="核实")


def test_a_contact_is_deleted_when_the_person_asks(office: Bureau, comment: Comment) -> None:
    delete_contact(comment, office[Role.EDITOR], reason="本人来电，报出编号和查询码")
    assert Comment.objects.get().contact is None
    assert [each.did for each in openings_of(comment)] == ["应本人要求删除"]
    with pytest.raises(Barred, match="已经删除"):
        open_contact(comment, office[Role.EDITOR], reason="核实")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_no_other_role_deletes_one(office: Bureau, comment: Comment, role: Role) -> None:
    with pytest.raises(Barred, match="没有“编辑”职责"):
        delete_contact(comment, office[role], reason="本人要求")


def test_where_none_was_left_there_is_none_to_open(office: Bureau, draft: RegulationPage) -> None:
    with pytest.raises(Barred, match="没有留下姓名和联系方式"):
        open_contact(comment_on(draft), office[Role.EDITOR], reason="核实")


def test_neither_prints_itself() -> None:
    assert "某单位" not in repr(Contact("某单位", "0000"))
