"""Publishes page after page and asks the search page until it has each, in a process of its own; prints JSON.

`python -m tests.load.search_delay PORT CHANGES`, with DATA_DIR that of the servers and of the worker that run.
"""

import http.client
import json
import random
import sys
import time
from typing import Any
from urllib.parse import quote

import django

PATIENCE, BETWEEN = 30, 0.05


def main(port: int, changes: int) -> dict[str, list[float]]:
    from foundation.models import SectionPage
    from portal.models import TextPage

    section = SectionPage.objects.live().first()
    assert section is not None
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    # The worker's round begins at any moment of the second before it: neither always early nor always late.
    chance = random.Random(7)
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
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection.request("GET", f"/search/?format=json&q={quote(word)}")
        if json.loads(connection.getresponse().read())["total"]:
            return
        time.sleep(BETWEEN)
    raise SystemExit(f"It was not found within {PATIENCE} s.")


if __name__ == "__main__":
    django.setup()
    json.dump(main(*map(int, sys.argv[1:3])), sys.stdout)
