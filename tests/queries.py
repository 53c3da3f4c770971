"""Holds that the number of queries does not grow with the number of rows."""

from collections.abc import Callable, Mapping

from django.db import connection
from django.test.utils import CaptureQueriesContext

Act = Callable[[], object]


def queries_of(act: Act) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        act()
    return [row["sql"] for row in captured.captured_queries]


def assert_constant_queries(act: Act, grow: Act, *, at_most: int | None = None) -> None:
    """Count at one size, grow, count again: the second may not be more than the first."""
    assert_each_constant({"": act}, grow, at_most=at_most)


def assert_each_constant(acts: Mapping[str, Act], grow: Act, *, at_most: int | None = None) -> None:
    """So for several acts, each by itself, over one world that grows once."""
    for act in acts.values():
        act()  # what is kept between requests (content types, site roots) is not what is measured
    small = {name: queries_of(act) for name, act in acts.items()}
    grow()
    large = {name: queries_of(act) for name, act in acts.items()}
    for name, queries in large.items():
        before = small[name]
        assert len(queries) <= len(before), f"{name} {len(before)} queries grew to {len(queries)}:\n" + "\n".join(
            query for query in queries if query not in before
        )
        if at_most is not None:
            assert len(queries) <= at_most, "\n".join([name, *queries])
