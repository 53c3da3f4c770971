"""How a regulation stands on a day: each boundary one day before and after, and laws that hold for any life."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.validity import (
    Change,
    Life,
    Repeal,
    State,
    Version,
    events,
    expiry_ahead,
    in_order,
    last_day_on,
    standing_on,
    unreadable_on,
    version_on,
)

pytestmark = pytest.mark.any_day

A_DAY = timedelta(days=1)
ISSUED, BEGINS, LAST = date(2020, 6, 16), date(2020, 7, 16), date(2025, 7, 15)
FIRST = Version(Change.ISSUED, 1, 10, ISSUED, BEGINS, LAST)


def changed(change: Change, begins: date | None, act: int = 2, **more: object) -> Version:
    text = None if change is Change.EXTENDED else act * 10
    return replace(Version(change, act, text, begins, begins), **more)


def life(*changes: Version, **more: object) -> Life:
    return replace(Life(FIRST, in_order(list(changes))), **more)


def states(of: Life, *days: date) -> list[State]:
    return [standing_on(day, of).state for day in days]


def test_it_holds_from_its_first_day_to_its_last() -> None:
    days = (BEGINS - A_DAY, BEGINS, LAST, LAST + A_DAY)
    assert states(life(), *days) == [State.NOT_YET, State.IN_FORCE, State.IN_FORCE, State.EXPIRED]


def test_without_a_last_day_it_does_not_run_out() -> None:
    assert states(Life(replace(FIRST, expires_on=None)), date(2099, 1, 1)) == [State.IN_FORCE]


def test_without_a_day_of_its_own_it_holds_from_its_issuing() -> None:
    bare = Life(replace(FIRST, effective_on=None))
    assert states(bare, ISSUED - A_DAY, ISSUED) == [State.NOT_YET, State.IN_FORCE]


def test_an_amendment_counts_from_its_day() -> None:
    on = date(2023, 3, 1)
    one = life(changed(Change.AMENDED, on))
    assert states(one, on - A_DAY, on) == [State.IN_FORCE, State.AMENDED]
    assert [version_on(day, one).act for day in (on - A_DAY, on)] == [1, 2]


def test_an_amendment_without_any_day_never_counts() -> None:
    one = life(changed(Change.AMENDED, None))
    assert states(one, LAST) == [State.IN_FORCE]
    assert version_on(LAST, one).act == 1


def test_of_two_amendments_on_one_day_the_later_issued_is_the_text() -> None:
    on = date(2023, 3, 1)
    early = changed(Change.AMENDED, on, act=3, issued_on=date(2023, 1, 1))
    late = changed(Change.AMENDED, on, act=2, issued_on=date(2023, 2, 1))
    assert version_on(on, life(early, late)).act == 2


def test_a_withdrawn_amendment_counted_until_its_withdrawal() -> None:
    on, off = date(2023, 3, 1), date(2023, 9, 1)
    one = life(changed(Change.AMENDED, on, withdrawn_on=off))
    assert states(one, on, off - A_DAY, off) == [State.AMENDED, State.AMENDED, State.IN_FORCE]
    assert [version_on(day, one).act for day in (on, off - A_DAY, off)] == [2, 2, 1]


def test_an_amendment_withdrawn_before_its_day_never_counted() -> None:
    on = date(2023, 3, 1)
    one = life(changed(Change.AMENDED, on, withdrawn_on=on - A_DAY))
    assert states(one, on) == [State.IN_FORCE]


def test_a_sealed_amendment_counts_and_its_text_is_not_shown() -> None:
    on = date(2023, 3, 1)
    one = life(changed(Change.AMENDED, on, is_sealed=True))
    assert states(one, on) == [State.AMENDED]
    assert version_on(on, one).act == 1
    hidden = unreadable_on(on, one)
    assert hidden is not None
    assert hidden.act == 2
    assert unreadable_on(on - A_DAY, one) is None


def test_a_later_readable_text_takes_the_place_of_a_sealed_one() -> None:
    sealed = changed(Change.AMENDED, date(2023, 3, 1), is_sealed=True)
    one = life(sealed, changed(Change.AMENDED, date(2024, 3, 1), act=3))
    assert unreadable_on(date(2024, 3, 1), one) is None


def test_an_extension_in_time_lengthens_it() -> None:
    one = life(changed(Change.EXTENDED, LAST, expires_on=date(2030, 7, 15)))
    assert states(one, LAST + A_DAY, date(2030, 7, 15), date(2030, 7, 16)) == [
        State.IN_FORCE, State.IN_FORCE, State.EXPIRED,
    ]  # fmt: skip
    assert version_on(LAST + A_DAY, one).act == 1


def test_an_extension_on_the_day_after_the_last_leaves_no_gap() -> None:
    one = life(changed(Change.EXTENDED, LAST + A_DAY, expires_on=date(2030, 7, 15)))
    assert states(one, LAST, LAST + A_DAY) == [State.IN_FORCE, State.IN_FORCE]


def test_an_extension_after_expiry_revives_it_from_its_day_and_fills_no_gap() -> None:
    on = LAST + 30 * A_DAY
    one = life(changed(Change.EXTENDED, on, expires_on=date(2030, 7, 15)))
    assert states(one, LAST + A_DAY, on - A_DAY, on) == [State.EXPIRED, State.EXPIRED, State.IN_FORCE]
    assert standing_on(on, one).since == on


def test_what_was_known_of_the_last_day_that_day() -> None:
    one = life(changed(Change.EXTENDED, date(2025, 1, 1), expires_on=date(2030, 7, 15)))
    assert [last_day_on(day, one) for day in (date(2024, 12, 31), date(2025, 1, 1))] == [LAST, date(2030, 7, 15)]


def test_an_extension_still_to_come_already_moves_the_expiry_ahead() -> None:
    one = life(changed(Change.EXTENDED, date(2025, 7, 1), expires_on=date(2030, 7, 15)))
    assert expiry_ahead(date(2025, 6, 1), one) == date(2030, 7, 15)


def test_an_extension_that_comes_too_late_does_not_keep_it_from_running_out() -> None:
    one = life(changed(Change.EXTENDED, LAST + 2 * A_DAY, expires_on=date(2030, 7, 15)))
    assert expiry_ahead(date(2025, 6, 1), one) == LAST


def test_a_repeal_ends_it_from_its_day_also_after_it_ran_out() -> None:
    for on in (date(2024, 1, 1), LAST + 90 * A_DAY):
        one = life(repeals=(Repeal(on, "决定"),))
        assert standing_on(on - A_DAY, one).state is not State.REPEALED
        assert standing_on(on, one).state is State.REPEALED


def test_a_repeal_before_the_first_day_means_it_never_held() -> None:
    one = life(repeals=(Repeal(BEGINS - A_DAY, "决定"),))
    assert states(one, BEGINS - A_DAY, BEGINS) == [State.REPEALED, State.REPEALED]


def test_a_withdrawn_repeal_gives_it_back() -> None:
    on, off = date(2024, 1, 1), date(2024, 6, 1)
    one = life(repeals=(Repeal(on, "决定", withdrawn_on=off),))
    assert states(one, on, off - A_DAY, off) == [State.REPEALED, State.REPEALED, State.IN_FORCE]


def test_a_draft_stays_one_until_it_is_adopted_and_holds_from_the_day_of_the_adoption() -> None:
    issued, begins = date(2021, 1, 20), date(2021, 3, 1)
    adoption = changed(Change.ADOPTED, begins, issued_on=issued)
    one = life(adoption, is_draft=True)
    assert states(one, issued - A_DAY, issued, begins - A_DAY, begins) == [
        State.DRAFT, State.NOT_YET, State.NOT_YET, State.IN_FORCE,
    ]  # fmt: skip
    assert [version_on(day, one).act for day in (issued - A_DAY, issued, begins)] == [1, 2, 2]


def test_an_adoption_without_any_day_makes_no_regulation_of_a_draft() -> None:
    assert states(life(changed(Change.ADOPTED, None), is_draft=True), date(2030, 1, 1)) == [State.DRAFT]


def test_a_withdrawn_adoption_leaves_the_draft() -> None:
    adoption = changed(Change.ADOPTED, date(2021, 3, 1), withdrawn_on=date(2021, 5, 1))
    one = life(adoption, is_draft=True)
    assert states(one, date(2021, 4, 30), date(2021, 5, 1)) == [State.IN_FORCE, State.DRAFT]


def test_what_changed_a_draft_is_no_amendment_of_the_regulation() -> None:
    adoption = changed(Change.ADOPTED, date(2021, 3, 1), act=3)
    one = life(changed(Change.AMENDED, date(2020, 12, 1)), adoption, is_draft=True)
    assert version_on(date(2021, 1, 1), one).act == 2
    assert states(one, date(2021, 1, 1), date(2021, 3, 1)) == [State.DRAFT, State.IN_FORCE]


def test_the_last_day_of_a_draft_does_not_end_what_was_adopted() -> None:
    one = life(changed(Change.ADOPTED, date(2021, 3, 1)), is_draft=True)
    assert states(one, LAST + A_DAY) == [State.IN_FORCE]


def test_a_repealed_draft_says_so_and_one_adopted_afterwards_holds() -> None:
    dropped = Repeal(date(2021, 1, 1), "终止征求意见的公告")
    one = life(is_draft=True, repeals=(dropped,))
    assert states(one, date(2020, 12, 31), date(2021, 1, 1)) == [State.DRAFT, State.REPEALED]
    taken_up = life(changed(Change.ADOPTED, date(2022, 3, 1)), is_draft=True, repeals=(dropped,))
    assert states(taken_up, date(2022, 2, 28), date(2022, 3, 1)) == [State.REPEALED, State.IN_FORCE]


def test_withdrawal_goes_before_everything_and_leaves_the_past_alone() -> None:
    off = date(2024, 1, 1)
    one = life(withdrawn_on=off, repeals=(Repeal(date(2023, 1, 1), "决定"),))
    assert states(one, off - A_DAY, off) == [State.REPEALED, State.WITHDRAWN]


def test_history_tells_what_is_still_ahead() -> None:
    one = life(changed(Change.AMENDED, date(2024, 1, 1)))
    ahead = [(each.on, each.is_ahead) for each in events(one, date(2023, 6, 1))]
    assert ahead == [(ISSUED, False), (BEGINS, False), (date(2024, 1, 1), True), (LAST + A_DAY, True)]


def test_history_names_no_expiry_that_was_prevented() -> None:
    one = life(changed(Change.EXTENDED, LAST, expires_on=date(2030, 7, 15)))
    says = [(each.on, each.says) for each in events(one, date(2026, 1, 1))]
    assert (LAST + A_DAY, "有效期届满，失效") not in says
    assert (date(2030, 7, 16), "有效期届满，失效") in says


# --- laws ------------------------------------------------------------------------------------------------------------

days = st.dates(date(2020, 1, 1), date(2023, 12, 31))
maybe = st.one_of(st.none(), days)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    issued = draw(days)
    first = Version(Change.ISSUED, 1, 10, issued, draw(maybe), draw(maybe))
    kinds = st.sampled_from([Change.AMENDED, Change.EXTENDED, Change.ADOPTED])
    changes = [
        changed(draw(kinds), draw(maybe), act=2 + place, expires_on=draw(maybe), withdrawn_on=draw(maybe),
                is_sealed=draw(st.booleans()))
        for place in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    repeals = tuple(Repeal(draw(days), "决定", withdrawn_on=draw(maybe)) for _ in range(draw(st.integers(0, 2))))
    return Life(first, in_order(changes), repeals, draw(st.booleans()), draw(maybe))


@given(lives(), days)
def test_what_holds_has_begun_has_not_run_out_and_is_not_withdrawn(one: Life, day: date) -> None:
    standing = standing_on(day, one)
    if standing.state.holds:
        begins, last_day = one.base_on(day).begins, last_day_on(day, one)
        assert begins is not None
        assert begins <= day
        assert last_day is None or last_day >= day
        assert one.withdrawn_on is None or one.withdrawn_on > day


@given(lives(), days)
def test_a_state_is_never_since_a_day_still_to_come_unless_it_waits_for_it(one: Life, day: date) -> None:
    standing = standing_on(day, one)
    if standing.state is State.NOT_YET:
        assert standing.since is not None
        assert standing.since > day
    elif standing.since is not None and standing.state is not State.DRAFT:
        assert standing.since <= day


@given(lives(), days)
def test_the_text_shown_is_one_of_its_texts_and_never_a_sealed_one(one: Life, day: date) -> None:
    shown = version_on(day, one)
    assert shown in one.versions
    assert not shown.is_sealed


@given(lives(), days)
def test_the_state_changes_on_no_day_the_history_does_not_name(one: Life, day: date) -> None:
    if standing_on(day, one).state is not standing_on(day - A_DAY, one).state:
        assert day in {each.on for each in events(one, day)}


@given(lives(), days)
def test_history_is_in_order_and_marks_what_is_ahead(one: Life, day: date) -> None:
    told = events(one, day)
    assert list(told) == sorted(told, key=lambda each: each.on)
    for each in told:
        assert not each.is_ahead or each.on > day


@given(lives(), days)
def test_what_is_done_later_does_not_change_what_was(one: Life, day: date) -> None:
    later = changed(Change.AMENDED, day + A_DAY, act=99)
    after = replace(one, changes=in_order([*one.changes, later]))
    assert standing_on(day, after) == standing_on(day, one)
    assert version_on(day, after) == version_on(day, one)
