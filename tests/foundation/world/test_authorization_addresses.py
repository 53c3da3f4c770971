"""Every role against every address, for its own section and for another: what tests.foundation.world.matrix says."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.messages import ERROR, get_messages
from django.template.base import Template

from tests.foundation.world.authorization import World, expected, undone
from tests.foundation.world.matrix import (
    ABSENT,
    ADDRESSES,
    GONE,
    NOBODY,
    OPEN,
    REFUSED,
)

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]  # a minute: every role at every address


def answer(response: Any) -> str:
    """In the table's words. Being sent somewhere else inside the admin is a refusal, unless something was posted."""
    status, where = response.status_code, response.get("Location", "")
    if status in (404, 410, 403):
        return {404: ABSENT, 410: GONE, 403: REFUSED}[status]
    if status == 302 and where.startswith("/admin/"):
        wrote = response.wsgi_request.method == "POST" and not where.startswith("/admin/login/")
        says = [each.level for each in get_messages(response.wsgi_request)]
        return OPEN if wrote and not (where == "/admin/" and ERROR in says) else REFUSED
    return OPEN if status in (200, 302) else str(status)


# --- addresses -------------------------------------------------------------------------------------------------------


@contextmanager
def unrendered() -> Iterator[None]:
    """The view runs and its template does not: who may open the address has been decided by then."""
    with patch.object(Template, "_render", lambda template, context: "what it says"):
        yield


@pytest.mark.parametrize("line", ADDRESSES)
def test_who_opens_an_address(line: str, world: World) -> None:
    """The first to find it open gets the whole page; the crawl renders it for everyone else."""
    row = ADDRESSES[line]
    name, _, thing = line.removeprefix("POST ").partition(" ")
    wrong, rendered = [], False
    for place in world.places_of(thing):
        address = world.address(name, thing, place)
        for who, client in world.clients.items():
            client.cookies.pop("messages", None)  # what the last request said is not this one's answer
            with undone(), unrendered() if rendered else nullcontext():
                found = answer(client.post(address) if line.startswith("POST ") else client.get(address))
            rendered = rendered or found == OPEN
            told = row.finds if expected(row, who, place) else row.otherwise
            if who == NOBODY and NOBODY not in row.own:
                told = REFUSED  # asked to sign in first
            if found != told:
                wrong.append(f"{who} ({place}): {found}; the table says {told}.")
    assert not wrong, f"{line}\n" + "\n".join(wrong)
