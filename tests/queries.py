"""Holds that the number of queries does not grow with the number of rows."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        act()
    return [row["sql"] for row in captured.captured_queries]


def assert_constant_queries(
    act: Callable[[], object], grow: Callable[[], object], *, at_most: int | None = None
) -> None:
    """Count at one size, grow, count again: the second may not be more than the first."""
    act()  # what is kept between requests (content types, site roots) is not what is measured
    small = queries_of(act)
    grow()
    large = queries_of(act)
    assert len(large) <= len(small), f"{len(small)} queries grew to {len(large)}:\n" + "\n".join(
        q for q in large if q not in small
    )
    if at_most is not None:
        assert len(large) <= at_most, "\n".join(large)
