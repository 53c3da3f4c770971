"""The state of a call around its instants: laws that hold at any moment."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from foundation.clock import SHANGHAI
from notices.calls.states import KINDS, LABELS, CallState, CutOff, Instants, Kind

SECOND = timedelta(seconds=1)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001  (the zone is put in below)
    lambda moment: moment.replace(microsecond=0, tzinfo=SHANGHAI)
)
lengths = st.integers(1, 10**7).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def closing_calls(draw) -> Instants:
    opens = draw(moments)
    first = opens + draw(lengths)
    stands = first + draw(st.just(timedelta()) | lengths)
    return Instants(opens, CutOff("", first, stands), withdrawn=draw(st.booleans()))


@st.composite
def open_ended_calls(draw) -> Instants:
    opens = draw(moments)
    cut_offs = [opens + length for length in draw(st.lists(lengths, max_size=5))]
    return Instants(opens, None, tuple(CutOff(str(place), at, at) for place, at in enumerate(cut_offs)))


def test_every_state_has_its_word_and_its_kind() -> None:
    assert set(LABELS) == set(KINDS) == set(CallState)


@given(closing_calls())
def test_a_second_makes_the_difference(call: Instants) -> None:
    assert call.closing is not None
    if call.withdrawn:
        return
    assert call.state_at(call.opens - SECOND) is CallState.UPCOMING
    assert call.state_at(call.opens).is_running
    assert call.state_at(call.closing.stands - SECOND).is_running
    assert call.state_at(call.closing.stands) is CallState.CLOSED


@given(closing_calls())
def test_extended_is_after_the_first_closing_and_before_the_last(call: Instants) -> None:
    assert call.closing is not None
    if call.withdrawn:
        return
    before, after = call.state_at(call.closing.first - SECOND), call.state_at(call.closing.first)
    assert before is CallState.OPEN
    assert after is (CallState.EXTENDED if call.closing.is_extended else CallState.CLOSED)


@given(closing_calls(), moments)
def test_withdrawn_is_withdrawn_at_any_time(call: Instants, moment: datetime) -> None:
    assert (call.state_at(moment) is CallState.WITHDRAWN) == call.withdrawn


@given(closing_calls(), moments, moments)
def test_time_goes_one_way(call: Instants, one: datetime, other: datetime) -> None:
    order = [CallState.UPCOMING, CallState.OPEN, CallState.EXTENDED, CallState.CLOSED]
    if call.withdrawn:
        return
    earlier, later = sorted((one, other))
    assert order.index(call.state_at(earlier)) <= order.index(call.state_at(later))


@given(closing_calls(), lengths, moments)
def test_an_extension_never_closes_what_was_open(call: Instants, more: timedelta, moment: datetime) -> None:
    assert call.closing is not None
    longer = Instants(call.opens, CutOff("", call.closing.first, call.closing.stands + more), withdrawn=call.withdrawn)
    assert longer.state_at(moment).is_running >= call.state_at(moment).is_running


@given(open_ended_calls(), moments)
def test_an_open_ended_call_is_open_from_its_opening_on(call: Instants, moment: datetime) -> None:
    assert call.state_at(moment) is (CallState.OPEN if moment >= call.opens else CallState.UPCOMING)


@given(open_ended_calls(), moments)
def test_the_next_batch_is_the_first_that_is_not_over(call: Instants, moment: datetime) -> None:
    batch, before = call.next_batch(moment), call.batch_before(moment)
    assert batch is None or batch.stands > moment
    assert before is None or before.stands <= moment
    assert (batch is None) == all(one.stands <= moment for one in call.batches)


def test_running_is_what_one_can_apply_in() -> None:
    assert {state for state in CallState if state.kind is Kind.RUNNING} == {CallState.OPEN, CallState.EXTENDED}
