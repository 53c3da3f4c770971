"""The gates asked of a page, and of the draft of another page that is signed with it."""

from typing import Any

from foundation.bars import Bar
from foundation.gates import bars_to, bars_to_carried, warnings_to
from foundation.models.act_page import ActPage


def bars_to_page(act: str, page: Any) -> list[Bar]:
    """Each reason once: some gates look at both by themselves."""
    bars = [*bars_to(act, page)]
    if isinstance(page, ActPage) and (carried := page.carried_revision()) is not None:
        bars += bars_to_carried(act, carried.as_object())
    return list(dict.fromkeys(bars))


def warnings_about(act: str, page: Any) -> list[Bar]:
    """What whoever judges should know of the page and of the draft it carries; none of it bars."""
    told = [*warnings_to(act, page)]
    if isinstance(page, ActPage) and (carried := page.carried_revision()) is not None:
        told += warnings_to(act, carried.as_object())
    return list(dict.fromkeys(told))
