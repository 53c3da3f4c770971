"""The public form: what is wrong is said, what was typed stays, and nothing of a person is left lying about."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from foundation.clock import SHANGHAI
from foundation.models import LedgerEntry, OutboxMessage, SealingPage, WithdrawalPage
from foundation.terms import term_of
from notices.comments import limits
from notices.comments.codes import code_of
from notices.comments.desk import form_url
from notices.comments.states import State
from notices.models import Comment, CommentTry, RegulationPage
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import done
from tests.factories.comments import (
    DRAFT,
    NO_DATES,
    PERIOD,
    answered,
    comment_on,
    open_draft,
    published_summary,
    written_draft,
)
from tests.factories.regulations import issued
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 9, 1, 10, 0, 0, tzinfo=SHANGHAI)
CLOSES = datetime(2026, 10, 9, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)
SECRETS = ("张三丰单位", "0000-7654321", "这是我的意见")
TYPED = {
    "provision": "art-3-4", "opinion": "这是我的意见。", "reason": "这是理由。", "name": "张三丰单位", "way": "0000-7654321",
    "website": "", "token": "one",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPENS, tick=False) as clock:
        yield clock


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def draft(office: Bureau) -> RegulationPage:
    return open_draft(office)


def sent(client: Client, draft: RegulationPage, **typed: str) -> str:
    answer = client.post(form_url(draft.pk), {**TYPED, **typed})
    return answer.content.decode()


# --- the way there ---------------------------------------------------------------------------------------------------


def test_the_drafts_page_leads_to_the_form_as_a_whole_and_from_each_article(
    draft: RegulationPage, client: Client
) -> None:
    page = client.get(draft.url).content.decode()
    assert f'class="button" href="{form_url(draft.pk)}"' in page
    assert f'href="{form_url(draft.pk, "art-3").replace("&", "&amp;")}" aria-label="对第三条提意见"' in page
    assert page.count("我要提意见") == 1


def test_who_judges_a_draft_sees_its_period_and_no_button(office: Bureau) -> None:
    page = written_draft(office)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    shown = page.get_latest_revision_as_object().make_preview_request(request, "").content.decode()
    assert "征求意见期到" in shown
    assert "我要提意见" not in shown


def test_a_regulation_in_force_leads_to_none(office: Bureau, client: Client) -> None:
    page = client.get(issued(office).url).content.decode()
    assert reverse("comment-new") not in page


def test_the_page_stops_leading_there_when_it_closes(
    draft: RegulationPage, client: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(CLOSES - SECOND)
    assert reverse("comment-new") in client.get(draft.url).content.decode()
    clock.move_to(CLOSES)
    assert reverse("comment-new") not in client.get(draft.url).content.decode()


def test_the_provision_asked_for_is_chosen(draft: RegulationPage, client: Client) -> None:
    page = client.get(form_url(draft.pk, "art-3-4")).content.decode()
    assert '<option value="art-3-4" selected>' in page
    assert '<option value="" selected>' in client.get(form_url(draft.pk)).content.decode()


def test_the_only_paragraph_of_an_article_is_not_offered_beside_it(office: Bureau, client: Client) -> None:
    text = DRAFT.replace("第二条 本办法适用于市级科技项目。", "第二条 本办法适用于市级科技项目。\n区级项目参照执行。")
    draft = issued(office, text, **NO_DATES, **PERIOD)
    page = client.get(form_url(draft.pk)).content.decode()
    assert 'value="art-1"' in page
    assert 'value="art-1-p1"' not in page
    assert 'value="art-2-p1"' in page
    assert 'value="art-2-p2"' in page


@pytest.mark.parametrize("asked", ["0", "abc", "９", "99999999999999999999", "-1"])
def test_what_is_no_draft_is_not_found(client: Client, asked: str, office: Bureau) -> None:
    assert client.get(reverse("comment-new"), {"draft": asked}).status_code == 404


def test_nothing_unpublished_or_sealed_is_confirmed_to_be_there(office: Bureau, client: Client) -> None:
    unpublished, in_force, sealed = written_draft(office), issued(office), open_draft(office, title="封存的")
    done(office, SealingPage, sealed)
    for page in (unpublished, in_force, sealed):
        assert client.get(form_url(page.pk)).status_code == 404
        assert client.post(form_url(page.pk), TYPED).status_code == 404


def test_the_form_tells_who_handles_what_and_how_long(draft: RegulationPage, client: Client, settings: object) -> None:
    settings.COMMENT_CONTACT_MONTHS = 7  # type: ignore[attr-defined]
    settings.COMMENT_CONTACT_MOST_MONTHS = 19  # type: ignore[attr-defined]
    page = client.get(form_url(draft.pk)).content.decode()
    for words in (
        "示例市科学技术局",
        "0000-0000000",
        "7 个月内删除",
        "截止后 19 个月内删除",
        "第十七条",
        "只用于核实和研究您的意见",
    ):
        assert words in page


def test_the_form_costs_the_same_however_many_comments(draft: RegulationPage, client: Client) -> None:
    client.get(form_url(draft.pk))
    few = len(queries_of(lambda: client.get(form_url(draft.pk))))
    for each in range(10):
        comment_on(draft, f"意见{each}")
    assert len(queries_of(lambda: client.get(form_url(draft.pk)))) == few


# --- sending ---------------------------------------------------------------------------------------------------------


def test_what_is_sent_is_answered_with_a_receipt(draft: RegulationPage, client: Client) -> None:
    receipt = sent(client, draft)
    one = Comment.objects.get()
    for words in (
        one.number,
        code_of(one.number),
        "2026-09-01 10:00:00",
        one.digest,
        "第三条第（四）项",
        "这是我的意见。",
    ):
        assert words in receipt
    assert "张三丰" not in receipt
    assert "7654321" not in receipt
    assert (one.opinion, one.reason) == ("这是我的意见。", "这是理由。")


def test_sent_again_it_gives_the_same_receipt(draft: RegulationPage, client: Client) -> None:
    assert sent(client, draft) == sent(client, draft)
    assert Comment.objects.count() == 1


def test_name_and_reason_may_be_left_out(draft: RegulationPage, client: Client) -> None:
    assert "意见已收到" in sent(client, draft, name="", way="", reason="", provision="")
    one = Comment.objects.get()
    assert (one.contact, one.address, one.where) == (None, "", "全文")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"opinion": ""}, "请写下您的意见"),
        ({"opinion": "  \r\n "}, "请写下您的意见"),
        ({"opinion": "字" * 2001}, "最多2000个字，现在有2001个字"),
        ({"reason": "字" * 2001}, "最多2000个字，现在有2001个字"),
        ({"way": "找我"}, "这不像电话或邮箱"),
        ({"provision": "art-99"}, "没有找到这一条，请重新选择"),
        ({"website": "http://example.org/"}, "一栏要留空"),
        ({"name": "名" * 81}, "最多80个字"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    draft: RegulationPage, client: Client, typed: dict[str, str], says: str
) -> None:
    answer = client.post(form_url(draft.pk), {**TYPED, **typed})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    kept = {**TYPED, **typed}
    for name in ("opinion", "reason", "name"):
        assert kept[name].strip() in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "way", ["0000-7654321", "13800138000", "+86 138 0013 8000", "（0871）6543210", "someone@example.com"]
)
def test_a_telephone_or_a_mailbox_is_taken(draft: RegulationPage, client: Client, way: str) -> None:
    assert "意见已收到" in sent(client, draft, way=way)


def test_a_line_break_counts_once(draft: RegulationPage, client: Client) -> None:
    assert "意见已收到" in sent(client, draft, opinion="\r\n".join("字" * 1000) + "尾")
    assert len(Comment.objects.get().opinion) == 2000


def test_markup_is_shown_as_typed(draft: RegulationPage, client: Client) -> None:
    page = sent(client, draft, opinion="<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (CLOSES, "已于 2026年10月8日（周四） 24:00 截止"),
        (CLOSES + SECOND, "采纳情况将在这份征求意见稿的页面公布"),
        (OPENS - SECOND, "从 2026年9月1日（周二） 10:00:00 开始"),
    ],
)
def test_outside_the_period_it_is_refused_and_what_was_typed_can_be_copied(
    draft: RegulationPage, client: Client, clock: time_machine.Traveller, moment: datetime, says: str
) -> None:
    clock.move_to(moment)
    assert says in client.get(form_url(draft.pk)).content.decode()
    answer = client.post(form_url(draft.pk), TYPED)
    assert answer.status_code == 403
    assert says in answer.content.decode()
    assert "这是我的意见。" in answer.content.decode()
    assert not Comment.objects.exists()


def test_in_the_last_second_it_is_received(
    draft: RegulationPage, client: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(CLOSES - SECOND)
    assert "2026-10-08 23:59:59" in sent(client, draft)


def test_a_withdrawn_draft_says_so(office: Bureau, draft: RegulationPage, client: Client) -> None:
    done(office, WithdrawalPage, draft)
    assert "撤回，不再接收意见" in client.get(form_url(draft.pk)).content.decode()
    assert "已经撤回，不再接收意见" in client.get(draft.url).content.decode()
    assert client.post(form_url(draft.pk), TYPED).status_code == 403


def test_a_form_from_elsewhere_is_refused(draft: RegulationPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(form_url(draft.pk), TYPED).status_code == 403
    assert not Comment.objects.exists()


# --- limits ----------------------------------------------------------------------------------------------------------


def test_one_address_may_send_so_many_an_hour(
    draft: RegulationPage, client: Client, settings: object, clock: time_machine.Traveller
) -> None:
    settings.COMMENTS_AN_HOUR = 2  # type: ignore[attr-defined]
    for each in range(2):
        assert "意见已收到" in sent(client, draft, opinion=f"第{each}条")
    answer = client.post(form_url(draft.pk), {**TYPED, "opinion": "第三条"})
    assert answer.status_code == 429
    assert "一小时内提交超过了2次" in answer.content.decode()
    assert ">\n第三条</textarea>" in answer.content.decode()
    other = client.post(form_url(draft.pk), {**TYPED, "opinion": "别处"}, REMOTE_ADDR="198.51.100.7")
    assert other.status_code == 200
    clock.shift(timedelta(hours=1))
    assert "意见已收到" in sent(client, draft, opinion="第三条")


def test_the_address_itself_is_not_kept_and_the_counts_are_forgotten(
    draft: RegulationPage, client: Client, clock: time_machine.Traveller
) -> None:
    sent(client, draft)
    row = CommentTry.objects.get()
    assert "127.0.0.1" not in f"{row.who}{row}"
    clock.shift(timedelta(hours=4))
    limits.forget()
    assert not CommentTry.objects.exists()


# --- the receipt -----------------------------------------------------------------------------------------------------


def looked_up(client: Client, number: str, code: str) -> str:
    return client.post(reverse("comment-receipt"), {"number": number, "code": code}).content.decode()


def test_number_and_code_open_the_receipt_again(draft: RegulationPage, client: Client) -> None:
    one = comment_on(draft, "这是我的意见。")
    page = looked_up(client, one.number.lower(), code_of(one.number).lower())
    assert "这是我的意见。" in page
    assert "截止以后统一公布" in page
    assert code_of(one.number) not in page


def test_one_without_the_other_opens_nothing(draft: RegulationPage, client: Client) -> None:
    one, other = comment_on(draft, "这是我的意见。"), comment_on(draft, "另一条")
    for number, code in ((one.number, code_of(other.number)), (one.number, ""), ("YJ2026-000009-AAAA", "x")):
        assert "这是我的意见。" not in looked_up(client, number, code)
    assert "编号有误" in looked_up(client, one.number[:-1] + ("2" if one.number[-1] != "2" else "3"), "x")


def test_the_receipt_tells_the_answer_once_it_is_published(
    office: Bureau, draft: RegulationPage, client: Client, clock: time_machine.Traveller
) -> None:
    one, hidden = comment_on(draft), comment_on(draft, "骂人的话")
    answered(office, one, State.PARTLY, "写入了一半。")
    answered(office, hidden, State.HIDDEN, "含有不文明用语。")
    assert "写入了一半" not in looked_up(client, one.number, code_of(one.number))
    clock.move_to(CLOSES)
    published_summary(office, draft)
    assert "写入了一半。" in looked_up(client, one.number, code_of(one.number))
    assert "含有不文明用语。" in looked_up(client, hidden.number, code_of(hidden.number))


def test_codes_are_not_tried_out(draft: RegulationPage, client: Client, settings: object) -> None:
    settings.COMMENTS_AN_HOUR = 1  # type: ignore[attr-defined]
    one = comment_on(draft)
    looked_up(client, one.number, "x")
    answer = client.post(reverse("comment-receipt"), {"number": one.number, "code": code_of(one.number)})
    assert answer.status_code == 429


# --- traces ----------------------------------------------------------------------------------------------------------


def test_nothing_of_a_person_is_in_a_log_an_address_a_session_a_message_or_the_ledger(
    draft: RegulationPage, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        sent(client, draft)
        sent(client, draft, way="找张三丰单位")
        one = Comment.objects.get()
        looked_up(client, one.number, code_of(one.number))
    rows = [
        str(vars(row)) for row in (*OutboxMessage.objects.all(), *DBTaskResult.objects.all(), *Session.objects.all())
    ]
    # What Django's own test client and the database driver say of their parameters is nobody's log in production.
    said = [str(vars(record)) for record in caplog.records if not record.name.startswith("django.db")]
    detail = [str(entry.detail) for entry in LedgerEntry.objects.all()]
    for secret in (*SECRETS, code_of(one.number)):
        assert not [line for line in (*rows, *said, *detail) if secret in line]
    assert not client.session.keys()
    assert not [cookie for cookie in client.cookies if cookie not in ("csrftoken", "sessionid")]


def test_neither_form_nor_receipt_is_kept_by_a_cache(draft: RegulationPage, client: Client) -> None:
    for answer in (client.get(form_url(draft.pk)), client.post(form_url(draft.pk), TYPED)):
        assert "no-store" in answer["Cache-Control"]


def test_the_term_is_the_servers(draft: RegulationPage) -> None:
    term = term_of(draft)
    assert term is not None
    assert (term.published_at, term.closes_at) == (OPENS, CLOSES)


def test_who_names_no_draft_is_shown_the_drafts(client: Client) -> None:
    answer = client.get("/regulations/comments/new/")
    assert (answer.status_code, answer["Location"]) == (302, "/regulations/?state=draft")
