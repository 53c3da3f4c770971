"""延期: a call closes later; never earlier, never again once it is over."""

from datetime import date, time

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from foundation import ledger
from foundation.bars import Barred
from foundation.models import CorrectionPage, LedgerEntry, SealingPage, WithdrawalPage
from foundation.roles import Role
from notices.calls.states import CallState
from notices.models import BatchTerm, CallContact, CallTerm, Extension, ExtensionPage
from tests.factories.acts import Bureau, approve, bureau, fresh, published, submit
from tests.factories.acts_on_acts import again, begin, done, reviewed, sign, step_of
from tests.factories.calls import at, call, call_draft, extended, extension

pytestmark = pytest.mark.django_db
FRIDAY, NEXT, THIRD = date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 4)


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


@pytest.fixture
def open_call(office: Bureau):
    with time_machine.travel(at("2026-11-02 10:00")):
        return call(office, closes_on=FRIDAY, closes_hour=time(17, 30))


@pytest.fixture(autouse=True)
def on_a_day_it_is_open():
    with time_machine.travel(at("2026-11-10 10:00")):
        yield


def test_several_in_a_row_each_later(office: Bureau, open_call) -> None:
    extended(office, open_call, NEXT)
    extended(office, open_call, THIRD, time(12))
    term = CallTerm.objects.get(pk=open_call.pk)
    assert (term.first_closes_at, term.closes_at) == (at("2026-11-20 17:30"), at("2026-12-04 12:00"))
    assert term.instants(withdrawn=False) == fresh(open_call).instants
    assert list(Extension.objects.values_list("was", "until")) == [
        (at("2026-11-20 17:30"), at("2026-11-28 00:00")),
        (at("2026-11-28 00:00"), at("2026-12-04 12:00")),
    ]


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2026, 11, 19), None), (FRIDAY, time(17, 29, 59)), (FRIDAY, time(17, 30))]
)
def test_not_earlier_and_not_the_same(day: date, hour: time | None, office: Bureau, open_call) -> None:
    with pytest.raises(Barred, match="延期只能更晚"):
        submit(extension(office, open_call, day, hour), office[Role.EDITOR])


def test_a_second_later_is_later(office: Bureau, open_call) -> None:
    extended(office, open_call, FRIDAY, time(17, 30, 1))
    with time_machine.travel(at("2026-11-20 17:30:00"), tick=False):
        assert fresh(open_call).state is CallState.EXTENDED


def test_once_it_is_over_it_is_not_extended(office: Bureau, open_call) -> None:
    page = reviewed(office, extension(office, open_call, NEXT))
    with time_machine.travel(at("2026-11-20 17:30:00"), tick=False), pytest.raises(Barred, match="不能再延期"):
        sign(office, page)
    assert not Extension.objects.exists()


def test_in_its_last_second_it_still_is(office: Bureau, open_call) -> None:
    page = reviewed(office, extension(office, open_call, NEXT))
    with time_machine.travel(at("2026-11-20 17:29:59"), tick=False):
        sign(office, page)
    assert Extension.objects.get().until == at("2026-11-28 00:00")


def test_a_withdrawn_call_is_not_extended(office: Bureau, open_call) -> None:
    page = reviewed(office, extension(office, open_call, NEXT))
    done(office, WithdrawalPage, open_call)
    with pytest.raises(Barred, match="已经撤回"):
        sign(office, page)


def test_a_sealed_call_is_not_extended(office: Bureau, open_call) -> None:
    page = reviewed(office, extension(office, open_call, NEXT))
    done(office, SealingPage, open_call)
    with pytest.raises(Barred, match="已经封存"):
        sign(office, page)


def test_only_a_call_is_extended(office: Bureau) -> None:
    with pytest.raises(Barred, match="不是申报通知"):
        submit(extension(office, published(office), NEXT), office[Role.EDITOR])


def test_a_draft_is_not_extended(office: Bureau) -> None:
    with pytest.raises(Barred, match="没有经过签发"):
        submit(extension(office, call_draft(office), NEXT), office[Role.EDITOR])


def test_of_two_on_their_way_the_second_is_judged_against_the_first(office: Bureau, open_call) -> None:
    first, second = (reviewed(office, extension(office, open_call, day)) for day in (THIRD, NEXT))
    sign(office, first)
    with pytest.raises(Barred, match="延期只能更晚"):
        sign(office, second)


def test_what_was_reviewed_before_another_extension_is_reviewed_anew(office: Bureau, open_call) -> None:
    first, second = (reviewed(office, extension(office, open_call, day)) for day in (NEXT, THIRD))
    sign(office, first)
    with pytest.raises(Barred, match="现截止时刻"):
        sign(office, second)


def test_a_last_day_of_rest_has_to_be_seen(office: Bureau, open_call) -> None:
    with pytest.raises(Barred, match="是休息日"):
        submit(extension(office, open_call, date(2026, 11, 28), rest_day_known=False), office[Role.EDITOR])


@pytest.mark.parametrize(("batch", "words"), [("", "没有总的截止时刻"), ("第九批", "没有批次“第九批”")])
def test_of_an_open_ended_call_a_batch_is_extended(batch: str, words: str, office: Bureau) -> None:
    page = call(office, open_ended=True, batches=[("第一批", FRIDAY, None), ("第二批", THIRD, None)])
    with pytest.raises(Barred, match=words):
        submit(extension(office, page, NEXT, batch=batch), office[Role.EDITOR])
    extended(office, page, NEXT, batch="第一批")
    assert BatchTerm.objects.get(label="第一批").at == at("2026-11-28 00:00")
    assert BatchTerm.objects.get(label="第二批").at == at("2026-12-05 00:00")
    assert CallTerm.objects.get(pk=page.pk).instants(withdrawn=False) == fresh(page).instants


def test_a_call_with_a_closing_has_no_batch_to_extend(office: Bureau, open_call) -> None:
    with pytest.raises(Barred, match="不分批次"):
        submit(extension(office, open_call, NEXT, batch="第一批"), office[Role.EDITOR])


@pytest.mark.parametrize("kind", [WithdrawalPage, CorrectionPage])
def test_an_extension_is_neither_withdrawn_nor_corrected(kind: type, office: Bureau, open_call) -> None:
    page = extended(office, open_call, NEXT)
    with pytest.raises(Barred, match="公告本身不能"):
        submit(begin(office, kind, page), office[Role.EDITOR])


def test_a_sealed_extension_keeps_counting_and_says_nothing_more(office: Bureau, open_call, client: Client) -> None:
    page = extended(office, open_call, NEXT, reason="某单位的商业秘密")
    done(office, SealingPage, page)
    html = client.get(open_call.url).content.decode()
    assert "2026年11月27日（周五） 24:00" in html
    assert "某单位的商业秘密" not in html
    assert page.url not in html
    assert client.get(page.url).status_code == 410


def test_it_is_in_the_ledger_and_leads_to_its_call(office: Bureau, open_call, client: Client) -> None:
    page = extended(office, open_call, NEXT)
    entry = LedgerEntry.objects.get(act="page.extended")
    assert entry.subject == f"page:{open_call.pk}"
    assert entry.detail["by"] == f"page:{page.pk}"
    assert ledger.verify() is None
    html = client.get(page.url).content.decode()
    for words in (open_call.url, "2026年11月20日（周五） 17:30", "2026年11月27日（周五） 24:00"):
        assert words in html
    assert page.url in client.get(open_call.url).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.SUPERVISOR])
def test_only_a_signatory_signs_it(role: Role, office: Bureau, open_call) -> None:
    page = reviewed(office, extension(office, open_call, NEXT))
    with pytest.raises(Barred):
        approve(step_of(page), office[role])
    assert not again(page).live


def test_the_form_says_what_cannot_be(office: Bureau, open_call) -> None:
    from django.urls import reverse

    client = Client()
    client.force_login(office[Role.EDITOR])
    address = reverse("wagtailadmin_pages:add", args=("notices", "extensionpage", office.section.pk))
    menu = client.get(reverse("wagtailadmin_pages:edit", args=[open_call.pk])).content.decode()
    assert f"{address}?target={open_call.pk}" in menu
    assert "关于延长“" in client.get(address, {"target": open_call.pk}).content.decode()
    data = {"title": "延期", "slug": "later", "target": open_call.pk, "closes_on": "2026-11-19", "reason": "系统升级"}
    html = client.post(address, data).content.decode()
    assert "延期只能更晚" in html
    assert not ExtensionPage.objects.exists()


# --- the database ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["update", "delete", "row", "new row", "term"])
def test_the_database_refuses_what_goes_around(change: str, office: Bureau, open_call) -> None:
    extended(office, open_call, NEXT)
    tries = {
        "update": lambda: Extension.objects.update(until=at("2026-12-24 00:00")),
        "delete": lambda: Extension.objects.all()._raw_delete("default"),
        "row": lambda: CallContact.objects.update(phone="0000-9999999"),
        "new row": lambda: CallContact.objects.create(page_id=open_call.pk, office="别的处室", phone="1"),
        "term": lambda: CallTerm.objects.update(closes_at=at("2026-12-24 00:00")),
    }
    with pytest.raises(DatabaseError, match="不能直接改动"), transaction.atomic():
        tries[change]()
