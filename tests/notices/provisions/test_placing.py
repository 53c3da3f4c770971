"""Edits on a line that was edited before stand on the raw line, and give what they were meant to give."""

from hypothesis import given
from hypothesis import strategies as st

from notices.provisions.placing import onto_raw, stretches
from notices.provisions.warnings.found import Edit, mended

LETTERS = st.text("甲乙丙丁 ()，。", max_size=12)


@st.composite
def a_line_and_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    raw = draw(LETTERS)
    places = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    edits: list[Edit] = []
    for start, end in pairs:
        if not edits or start > edits[-1].end:
            edits.append(Edit(1, start, end, draw(LETTERS)))
    return raw, edits


def reads(raw: str, edits: list[Edit]) -> str:
    return "".join(one.text for one in stretches(raw, edits))


@given(a_line_and_edits())
def test_stretches_read_as_the_mended_line(line: tuple[str, list[Edit]]) -> None:
    raw, edits = line
    assert reads(raw, edits) == mended(raw, edits)


@given(a_line_and_edits(), st.data())
def test_an_edit_of_what_the_line_reads_gives_the_same_on_the_raw_line(
    line: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    raw, edits = line
    now = reads(raw, edits)
    start = data.draw(st.integers(0, len(now)))
    new = Edit(1, start, data.draw(st.integers(start, len(now))), data.draw(LETTERS))
    placed, taken_in = onto_raw(raw, edits, new)
    left = [edit for edit in edits if edit not in taken_in]
    meant = now[: new.start] + new.text + now[new.end :]
    assert reads(raw, [*left, placed]) == meant
