"""What bars a call on its way, and what a correction of one may not do."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from foundation.bars import Barred
from foundation.models import CorrectionPage
from foundation.roles import Role
from notices.calls.states import CallState
from notices.models import CallContact, CallTerm
from tests.factories.acts import Bureau, bureau, fresh, submit
from tests.factories.acts_on_acts import begin, changed, done
from tests.factories.calls import at, call, call_draft, extended

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-02 10:00"
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


def sent(office: Bureau, **fields: Any) -> None:
    submit(call_draft(office, **{"closes_on": FRIDAY, **fields}), office[Role.EDITOR])


@time_machine.travel(at(MONDAY))
def test_a_whole_call_passes(office: Bureau) -> None:
    sent(office)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_on": None}, "没有写截止日"),
        ({"opens_on": FRIDAY, "opens_hour": time(9), "closes_hour": time(9)}, "不晚于开始时刻"),
        ({"opens_on": date(2026, 11, 23)}, "不晚于开始时刻"),
        ({"closes_on": date(2026, 11, 1)}, "已经结束的申报不能发布"),
        ({"closes_on": date(2026, 11, 2), "closes_hour": time(9, 59)}, "已经结束的申报不能发布"),
        ({"opens_on": date(2026, 11, 1)}, "早于发布"),
        ({"open_ended": True}, "长期申报没有写批次"),
        ({"open_ended": True, "without_batches": True, "batches": [("第一批", FRIDAY, None)]}, "请留一样"),
        ({"open_ended": True, "batches": [("一", FRIDAY, None), ("一", FRIDAY, None)]}, "写了不止一次"),
        ({"open_ended": True, "batches": [("一", date(2026, 11, 1), None)]}, "批次“一”到"),
        ({"batches": [("第一批", FRIDAY, None)]}, "批次只用于长期申报"),
        ({"contacts": []}, "没有写联系方式"),
        ({"bases": []}, "没有写依据"),
        ({"closes_on": date(2026, 11, 21), "rest_day_known": False}, "是休息日（周六休息）"),
        ({"closes_on": date(2106, 11, 21), "rest_day_known": False}, "只能推算到2100年"),
    ],
)
def test_what_is_wrong_is_said_before_it_is_sent(fields: dict[str, Any], words: str, office: Bureau) -> None:
    with time_machine.travel(at(MONDAY), tick=False), pytest.raises(Barred, match=words):
        sent(office, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"open_ended": True, "without_batches": True},
        {"open_ended": True, "batches": [("第一批", FRIDAY, None)]},
        {"opens_on": date(2026, 10, 26), "opened_before": "纸质通知已先行印发。"},
        {"closes_on": date(2026, 11, 21), "rest_day_known": True},
        {"closes_on": date(2026, 11, 20), "rest_day_known": False},
        # 9月20日 is a Sunday on which people work
        {"closes_on": date(2026, 11, 2), "closes_hour": time(10, 1)},
    ],
)
def test_what_is_in_order_passes(fields: dict[str, Any], office: Bureau) -> None:
    with time_machine.travel(at(MONDAY), tick=False):
        sent(office, **fields)


def test_a_call_that_is_to_appear_after_its_closing_is_barred(office: Bureau) -> None:
    with time_machine.travel(at(MONDAY)), pytest.raises(Barred, match="已经结束的申报不能发布"):
        sent(office, publish_after=at("2026-11-21 00:00"))


@pytest.mark.parametrize("contact", [{"phone": "", "email": ""}])
def test_a_contact_without_a_way_to_reach_it_is_refused(contact: dict[str, str]) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="至少写一项"):
        CallContact(office="成果处", **contact).clean()


# --- corrections -----------------------------------------------------------------------------------------------------


def corrected(office: Bureau, page: Any, **fields: Any) -> Any:
    return done(office, CorrectionPage, changed(office, page, **fields))


@pytest.mark.parametrize(
    ("moment", "fields", "words"),
    [
        ("2026-11-10 10:00", {"closes_on": date(2026, 11, 19)}, "可以延后，不能提前"),
        ("2026-11-10 10:00", {"closes_hour": time(23, 59, 59)}, "可以延后，不能提前"),
        ("2026-11-10 10:00", {"opens_on": date(2026, 11, 11)}, "不能推迟开始"),
        ("2026-11-21 00:00", {"closes_on": date(2026, 11, 30)}, "不能重新开放"),
        ("2026-11-21 00:00", {"closes_on": None, "open_ended": True, "without_batches": True}, "不能重新开放"),
    ],
)
def test_a_correction_neither_shortens_nor_reopens(
    moment: str, fields: dict[str, Any], words: str, office: Bureau
) -> None:
    with time_machine.travel(at(MONDAY)):
        page = call(office, closes_on=FRIDAY)
    with time_machine.travel(at(moment), tick=False):
        correction = begin(office, CorrectionPage, changed(office, page, **fields))
        with pytest.raises(Barred, match=words):
            submit(correction, office[Role.EDITOR])


def test_a_correction_may_close_later(office: Bureau) -> None:
    with time_machine.travel(at(MONDAY)):
        page = call(office, closes_on=FRIDAY)
        corrected(office, page, closes_on=date(2026, 11, 27))
    assert CallTerm.objects.get(pk=page.pk).closes_at == at("2026-11-28 00:00")


def test_a_closed_call_is_corrected_where_its_times_stay(office: Bureau) -> None:
    with time_machine.travel(at(MONDAY)):
        page = call(office, closes_on=FRIDAY)
    with time_machine.travel(at("2026-12-01 10:00")):
        corrected(office, page, body="<p>改正了一个字。</p>")
        assert fresh(page).state is CallState.CLOSED


def test_a_correction_keeps_what_an_extension_gave(office: Bureau) -> None:
    with time_machine.travel(at(MONDAY)):
        page = call(office, closes_on=FRIDAY)
        extended(office, page, date(2026, 11, 27))
        corrected(office, page, body="<p>改正了一个字。</p>")
    with time_machine.travel(at("2026-11-27 23:59:59"), tick=False):
        assert fresh(page).state is CallState.EXTENDED
    assert CallTerm.objects.get(pk=page.pk).closes_at == at("2026-11-28 00:00")


@pytest.mark.parametrize(
    ("batches", "words"),
    [
        ([("第一批", date(2026, 11, 19), None)], "可以延后，不能提前"),
        ([("头一批", FRIDAY, None)], "不能删去或改名"),
        ([("第一批", FRIDAY, None), ("补一批", date(2026, 11, 3), None)], "已经过了"),
    ],
)
def test_a_published_batch_stays(batches: list[tuple[str, date, time | None]], words: str, office: Bureau) -> None:
    from notices.models import CallBatch

    with time_machine.travel(at(MONDAY)):
        page = call(office, open_ended=True, batches=[("第一批", FRIDAY, None)])
    with time_machine.travel(at("2026-11-10 10:00")):
        rows = [CallBatch(label=label, cut_off_on=day, cut_off_hour=hour) for label, day, hour in batches]
        correction = begin(office, CorrectionPage, changed(office, page, batches=rows))
        with pytest.raises(Barred, match=words):
            submit(correction, office[Role.EDITOR])


def test_a_correction_adds_a_batch(office: Bureau) -> None:
    from notices.models import CallBatch

    with time_machine.travel(at(MONDAY)):
        page = call(office, open_ended=True, batches=[("第一批", FRIDAY, None)])
        rows = [*page.batches.all(), CallBatch(label="第二批", cut_off_on=FRIDAY + timedelta(days=28))]
        corrected(office, page, batches=rows)
        assert [batch.label for batch in fresh(page).instants.batches] == ["第一批", "第二批"]


def test_an_open_ended_call_is_not_given_an_end(office: Bureau) -> None:
    with time_machine.travel(at(MONDAY)):
        page = call(office, open_ended=True, without_batches=True)
        correction = begin(
            office, CorrectionPage, changed(office, page, open_ended=False, without_batches=False, closes_on=FRIDAY)
        )
        with pytest.raises(Barred, match="不能加上截止日"):
            submit(correction, office[Role.EDITOR])


def test_an_hour_of_24_00_is_one_second_later_than_23_59_59() -> None:
    from notices.calls.hours import closing_instant, last_day_of, said_closing

    assert closing_instant(FRIDAY) - closing_instant(FRIDAY, time(23, 59, 59)) == timedelta(seconds=1)
    assert last_day_of(closing_instant(FRIDAY)) == FRIDAY
    assert said_closing(closing_instant(FRIDAY)).endswith("24:00")
    assert isinstance(closing_instant(FRIDAY), datetime)


def test_a_signed_hour_that_comes_after_the_closing_publishes_nothing(office: Bureau) -> None:
    from foundation.acts.scheduling import publish_due
    from foundation.models import ScheduledPublication
    from tests.factories.acts_on_acts import reviewed, sign

    with time_machine.travel(at(MONDAY)):
        page = call_draft(office, closes_on=FRIDAY, publish_after=at("2026-11-20 23:00"))
        sign(office, reviewed(office, page))
    with time_machine.travel(at("2026-11-21 00:00")):
        publish_due()
    assert not fresh(page).live
    assert ScheduledPublication.objects.get().state == ScheduledPublication.State.REFUSED
