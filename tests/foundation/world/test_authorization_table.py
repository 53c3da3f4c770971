"""The table tests.foundation.world.matrix is whole: whatever is added to the site and not to it is named here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from foundation import process
from foundation.models import (
    ActPage,
)
from foundation.models.tasks import RoleTask
from foundation.office.kinds import registered
from tests.foundation.world.matrix import (
    ADDRESSES,
    MOVES,
    OFFICE_ACTS,
    PAGE_ACTS,
    TASKS,
)

pytestmark = pytest.mark.django_db
OURS = ("foundation", "portal", "notices", "search", "programmes", "publicity")
TABLE = "tests/foundation/world/matrix.py"


# --- the table is whole ----------------------------------------------------------------------------------------------


def concrete(base: type[Any]) -> Iterator[type[Any]]:
    for one in base.__subclasses__():
        if not one._meta.abstract:
            yield one
        yield from concrete(one)


def ours(label: str) -> bool:
    return apps.get_app_config(label).name.partition(".")[0] in OURS


def addresses_of(resolver: Any, space: str = "") -> Iterator[str]:
    """The names of all addresses whose view is ours."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses_of(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name and _module_of(one.callback).partition(".")[0] in OURS:
            yield space + one.name


def _module_of(view: Any) -> str:
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return str(getattr(view, "view_class", view).__module__)


def missing(found: set[str], listed: set[str], table: str, line: str) -> str:
    return "\n".join(
        f"“{name}” is not in the table. Say who may, in {TABLE}: {table}[{name!r}] = {line}"
        for name in sorted(found - listed)
    )


def test_every_kind_of_act_page_is_in_the_table() -> None:
    kinds = {kind._meta.label_lower for kind in concrete(ActPage) if ours(kind._meta.app_label)}
    assert not (says := missing(kinds, set(PAGE_ACTS), "PAGE_ACTS", "ON_ITS_WAY")), says


def test_every_task_is_in_the_table_and_judged_by_its_role() -> None:
    tasks = {task._meta.label_lower: task.role for task in concrete(RoleTask) if ours(task._meta.app_label)}
    assert not (says := missing(set(tasks), set(TASKS), "TASKS", "its role")), says
    assert tasks == TASKS


def test_every_kind_of_office_act_is_in_the_table() -> None:
    kinds = {kind.code for kind in registered()}
    assert not (says := missing(kinds, set(OFFICE_ACTS), "OFFICE_ACTS", "(may(…), may(…))")), says


def test_every_move_of_every_process_is_in_the_table() -> None:
    moves = {
        f"{one.code}.{move.code}": frozenset(str(actor) for actor in move.actors)
        for one in process.registered()
        for move in one.moves
    }
    assert not (says := missing(set(moves), set(MOVES), "MOVES", "frozenset({its actors})")), says
    assert {name: MOVES[name] for name in moves} == moves


def test_every_address_of_ours_is_in_the_table() -> None:
    listed = {line.removeprefix("POST ").partition(" ")[0] for line in ADDRESSES}
    says = missing(set(addresses_of(get_resolver())), listed, "ADDRESSES", "may(…)")
    assert not says, says


def test_what_is_missing_is_named_with_the_line_to_add() -> None:
    assert "ADDRESSES['new-screen'] = may(…)" in missing({"new-screen", "office"}, {"office"}, "ADDRESSES", "may(…)")
