"""Publishes page after page and asks the search page until it has each, in a process of its own; prints JSON.

`python -m tests.load.search_delay PORT CHANGES`, with DATA_DIR that of the servers and of the worker that run.
"""

import http.client
import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import django

PATIENCE, BETWEEN = 120, 0.05


def main(port: int, changes: int) -> dict[str, list[float]]:
    from foundation.models import SectionPage
    from portal.models import TextPage

    section = SectionPage.objects.live().first()
    assert section is not None
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    # The worker looks at any moment of its rhythm: neither always early nor always late.
    chance = random.Random(7)
    _wait(lambda: not _waiting())  # what the demo left behind is delivered first
    _until(connection, _publish(section, TextPage, "zero"))  # the first of all opens what is opened once
    waited = []
    for number in range(changes):
        time.sleep(chance.random())
        word = f"x{number:03}y"
        _publish(section, TextPage, word)
        began = time.monotonic()
        _until(connection, word)
        waited.append(time.monotonic() - began)
    return {"seconds": waited}


def _publish(section: Any, model: Any, word: str) -> str:
    """When it returns, the change is committed, and what must follow it is written down."""
    from django.db import transaction

    with transaction.atomic():
        page = section.add_child(instance=model(title=f"说明 {word}", slug=word, body=f"<p>{word}</p>", live=False))
        page.save_revision().publish()
    return word


def _until(connection: http.client.HTTPConnection, word: str) -> None:
    def is_found() -> bool:
        connection.request("GET", f"/search/?format=json&q={quote(word)}")
        return bool(json.loads(connection.getresponse().read())["total"])

    _wait(is_found)


def _waiting() -> bool:
    from foundation.clock import now
    from foundation.models import OutboxMessage

    return OutboxMessage.objects.filter(done_at=None, dead_at=None, due_at__lte=now()).exists()


def _wait(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            raise SystemExit(f"It did not happen within {PATIENCE} s.")
        time.sleep(BETWEEN)


if __name__ == "__main__":
    django.setup()
    json.dump(main(*map(int, sys.argv[1:3])), sys.stdout)
