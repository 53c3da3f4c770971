"""The receipt's number checks itself, and its code cannot be made from it without the key."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from notices.comments.codes import code_of, opens
from notices.comments.numbers import ALPHABET, CHECKS, number_of, read_number

YEARS, SERIALS = st.integers(2000, 9999), st.integers(1, 10**9)


@given(YEARS, SERIALS)
def test_a_number_reads_back_as_it_was_given(year: int, serial: int) -> None:
    number = number_of(year, serial)
    assert read_number(number) == number
    assert number.startswith(f"YJ{year}-{serial:06}-")


@given(YEARS, SERIALS, st.data())
def test_up_to_four_wrong_characters_are_found_out(year: int, serial: int, data: st.DataObject) -> None:
    number = number_of(year, serial)
    places = [place for place, sign in enumerate(number) if sign != "-" and place > 1]
    wrong = list(number)
    for place in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=CHECKS, unique=True)):
        kind = ALPHABET if place > len(number) - CHECKS - 1 else "0123456789"
        wrong[place] = data.draw(st.sampled_from([sign for sign in kind if sign != number[place]]))
    assert read_number("".join(wrong)) is None


@given(YEARS, SERIALS, st.data())
def test_two_characters_exchanged_are_found_out(year: int, serial: int, data: st.DataObject) -> None:
    number = number_of(year, serial)
    one, other = sorted(data.draw(st.lists(st.integers(2, len(number) - 1), min_size=2, max_size=2, unique=True)))
    assume(number[one] != number[other] and "-" not in (number[one], number[other]))
    signs = list(number)
    signs[one], signs[other] = signs[other], signs[one]
    assert read_number("".join(signs)) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    number = read_number(typed)
    assert number is None or read_number(number) == number


@pytest.mark.parametrize("typed", ["yj2026-000012-{}", " YJ2026 000012 {} ", "YJ2026000012{}"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    number = number_of(2026, 12)
    assert read_number(typed.format(number[-CHECKS:].lower())) == number


def test_full_width_is_read_too() -> None:
    number = number_of(2026, 12)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "—" for sign in number)
    assert read_number(wide) == number


def test_a_code_opens_its_own_number_alone() -> None:
    mine, other = number_of(2026, 1), number_of(2026, 2)
    assert opens(mine, code_of(mine))
    assert opens(mine, code_of(mine).lower().replace("-", " "))
    assert not opens(other, code_of(mine))
    assert not opens(mine, "")
    assert not opens(mine, "编号")
