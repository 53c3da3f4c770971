"""What was taken is published once the period is over, every comment answered and no person's number in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from foundation import ledger
from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.gates import warnings_to
from foundation.models import CorrectionPage, WithdrawalPage
from foundation.roles import Role
from notices.comments.publishing import published_rows
from notices.comments.states import State
from notices.models import Comment, CommentSummaryRow, RegulationPage
from tests.factories.acts import Bureau, approve, bureau, step, submit
from tests.factories.acts_on_acts import again, done, reviewed, sign
from tests.factories.comments import (
    answered,
    closed_draft,
    comment_on,
    open_draft,
    published_summary,
    written_draft,
    written_summary,
)
from tests.factories.regulations import SHORT, imported, issued
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db

OPENED = datetime(2026, 9, 1, 10, tzinfo=SHANGHAI)
CLOSES = datetime(2026, 10, 9, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(CLOSES + timedelta(days=3, hours=9), tick=False) as clock:
        yield clock


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(OPENED - timedelta(days=1), tick=False):
        return bureau()


@pytest.fixture
def draft(office: Bureau) -> RegulationPage:
    return closed_draft(office, OPENED, "建议写明时限。", "建议删去第二条。")


def all_answered(office: Bureau, draft: RegulationPage) -> None:
    first, second = Comment.objects.filter(page=draft).order_by("pk")
    answered(office, first, State.TAKEN)
    answered(office, second, State.DECLINED, "第二条写明适用范围，不能少。")


# --- the draft -------------------------------------------------------------------------------------------------------


def test_only_a_draft_states_a_period(office: Bureau) -> None:
    page = imported(office, SHORT, period_label="征求意见期", period_count=30)
    with pytest.raises(Barred, match="只有征求意见稿才写征求意见的期限"):
        submit(page, office[Role.EDITOR])


def test_a_regulation_without_one_is_issued_as_before(office: Bureau) -> None:
    assert issued(office).live


def test_a_draft_without_one_is_told_and_not_barred(office: Bureau) -> None:
    page = written_draft(office, period_label="", period_count=None)
    assert "公众不能在网上提意见" in "".join(bar.says for bar in warnings_to("sign", page))
    assert "公众不能在网上提意见" not in "".join(bar.says for bar in warnings_to("sign", written_draft(office)))


def test_a_published_period_moves_later_and_never_earlier(office: Bureau, clock: time_machine.Traveller) -> None:
    clock.move_to(OPENED)
    page = open_draft(office)
    later = again(page)
    later.period_count = 10
    later.save_revision(user=office[Role.EDITOR])
    with pytest.raises(Barred, match="不能提前"):
        done(office, CorrectionPage, again(page))


# --- when it may be published ----------------------------------------------------------------------------------------


def test_a_second_before_the_close_it_is_refused(
    office: Bureau, draft: RegulationPage, clock: time_machine.Traveller
) -> None:
    all_answered(office, draft)
    clock.move_to(CLOSES - SECOND)
    with pytest.raises(Barred, match="24:00 才截止"):
        submit(written_summary(office, draft), office[Role.EDITOR])
    clock.move_to(CLOSES)
    assert submit(written_summary(office, draft, slug="later"), office[Role.EDITOR])


def test_an_unanswered_comment_bars_it(office: Bureau, draft: RegulationPage) -> None:
    answered(office, Comment.objects.order_by("pk")[0])
    with pytest.raises(Barred, match="还有1条意见没有处理"):
        submit(written_summary(office, draft), office[Role.EDITOR])


def test_a_number_of_a_person_bars_it_until_it_is_covered(office: Bureau) -> None:
    draft = closed_draft(office, OPENED, "请打13800138000。")
    one = answered(office, Comment.objects.get())
    page = written_summary(office, draft)
    with pytest.raises(Barred, match="请遮盖号码，或者改为不公布"):
        submit(page, office[Role.EDITOR])
    answered(office, one, State.TAKEN, mask_numbers=True)
    assert sign(office, reviewed(office, page)).live
    assert CommentSummaryRow.objects.get().opinion == "请打138******00。"


def test_or_hidden(office: Bureau) -> None:
    draft = closed_draft(office, OPENED, "请打13800138000。")
    answered(office, Comment.objects.get(), State.HIDDEN, "含有个人信息。")
    assert published_summary(office, draft).live
    row = CommentSummaryRow.objects.get()
    assert (row.opinion, row.reason, row.reply) == ("", "", "")


def test_what_is_no_draft_has_no_summary(office: Bureau) -> None:
    with pytest.raises(Barred, match="不是征求意见稿"):
        submit(written_summary(office, issued(office)), office[Role.EDITOR])


def test_without_a_period_there_is_no_summary(office: Bureau) -> None:
    draft = open_draft(office, period_label="", period_count=None)
    with pytest.raises(Barred, match="没有写征求意见的期限"):
        submit(written_summary(office, draft), office[Role.EDITOR])


def test_a_draft_has_one_summary(office: Bureau, draft: RegulationPage) -> None:
    all_answered(office, draft)
    other = reviewed(office, written_summary(office, draft, slug="other"))
    published_summary(office, draft)
    with pytest.raises(Barred, match="已经公布过"):
        sign(office, other)


def test_withdrawn_it_makes_room_for_another(office: Bureau, draft: RegulationPage) -> None:
    all_answered(office, draft)
    done(office, WithdrawalPage, published_summary(office, draft))
    assert published_summary(office, draft, slug="again").live


def test_without_comments_it_says_so(office: Bureau, client: Client) -> None:
    page = published_summary(office, closed_draft(office, OPENED))
    assert "没有收到意见" in client.get(page.url).content.decode()


# --- what it publishes -----------------------------------------------------------------------------------------------


def test_its_rows_are_what_was_judged(office: Bureau, draft: RegulationPage) -> None:
    all_answered(office, draft)
    page = written_summary(office, draft)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    Comment.objects.filter(state=State.TAKEN).update(state=State.DECLINED, reply="改了主意。")
    with pytest.raises(Barred, match="意见和答复"):
        approve(step(page), office[Role.SIGNATORY])


@pytest.mark.parametrize("act", ["update", "delete", "insert"])
def test_the_database_keeps_what_was_published(office: Bureau, draft: RegulationPage, act: str) -> None:
    all_answered(office, draft)
    page = published_summary(office, draft)
    row = published_rows(page)[0]
    with pytest.raises(IntegrityError, match="已公布的采纳情况"), transaction.atomic():
        if act == "update":
            CommentSummaryRow.objects.update(reply="别的")
        elif act == "delete":
            CommentSummaryRow.objects.all()._raw_delete("default")
        else:
            row.pk, row.order, row.edition = None, 99, 99
            row.save(force_insert=True)
    assert ledger.verify() is None


def test_a_correction_publishes_all_of_it_anew(office: Bureau, draft: RegulationPage, client: Client) -> None:
    all_answered(office, draft)
    page = published_summary(office, draft)
    answered(office, Comment.objects.order_by("pk")[0], State.PARTLY, "只写了一处时限。")
    assert "只写了一处时限" not in client.get(page.url).content.decode()
    page.explanation = "改正一处。"
    page.save_revision(user=office[Role.EDITOR])
    done(office, CorrectionPage, again(page))
    assert "只写了一处时限" in client.get(page.url).content.decode()
    assert {row.edition for row in CommentSummaryRow.objects.all()} == {1, 2}


def test_the_public_page_says_how_many_what_and_why_and_no_name(
    office: Bureau, draft: RegulationPage, client: Client
) -> None:
    all_answered(office, draft)
    text = client.get(published_summary(office, draft).url).content.decode()
    for words in ("2 条：采纳 1 条", "未采纳 1 条", "建议写明时限。", "第二条写明适用范围，不能少。", draft.url):
        assert words in text
    for hidden in ("某单位", "0000-0000000</"):
        assert hidden not in text.partition('id="main"')[2].partition("<footer")[0]


def test_it_is_grouped_in_the_order_of_the_draft(office: Bureau, client: Client) -> None:
    with time_machine.travel(OPENED, tick=False):
        draft = open_draft(office)
        for address in ("art-3-4", "", "art-1"):
            comment_on(draft, f"关于{address}", address=address)
    for one in Comment.objects.all():
        answered(office, one)
    text = client.get(published_summary(office, draft).url).content.decode()
    places = [text.index(f"对{title}的意见") for title in ("全文", "第一条", "第三条第（四）项")]
    assert places == sorted(places)
    assert f'{draft.url}#art-3-4"' in text


def test_the_page_costs_the_same_however_many_comments(office: Bureau, client: Client) -> None:
    with time_machine.travel(OPENED, tick=False):
        drafts = [open_draft(office, title="甲"), open_draft(office, title="乙")]
        comment_on(drafts[0])
        for each in range(30):
            comment_on(drafts[1], f"意见{each}")
    for one in Comment.objects.all():
        answered(office, one)
    few, many = (published_summary(office, draft) for draft in drafts)
    pages = iter([few, few, many])
    assert_constant_queries(lambda: client.get(next(pages).url), lambda: None)


def test_draft_and_summary_lead_to_one_another(office: Bureau, draft: RegulationPage, client: Client) -> None:
    assert "共收到 2 条意见。采纳情况将在本页公布" in client.get(draft.url).content.decode()
    all_answered(office, draft)
    page = published_summary(office, draft)
    text = client.get(draft.url).content.decode()
    assert "共收到 2 条意见，采纳情况见" in text
    assert page.url in text
