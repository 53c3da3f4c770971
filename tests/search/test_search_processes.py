"""Search as it is in production, in several processes: a worker or a rebuild is killed, and nothing is lost."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.foundation.several import WORKER, Place, copy, hear, kill, laid, let_on, wait_for

SCENE = """
from tests.factories.pages import TextPageFactory
from tests.factories.sites import small_site
site = small_site()
for number in range(6):
    TextPageFactory(parent=site.section, title=f"说明{number}")
print(json.dumps({"section": site.section.pk}))
"""
PUBLISH = """
from foundation.models import SectionPage
from tests.factories.pages import TextPageFactory
page = TextPageFactory(parent=SectionPage.objects.get(slug="announcements"), title="{title}", slug="{slug}")
"""
# Somebody who publishes, and has not yet committed for as long as it is told to wait.
PUBLISH_SLOWLY = """
from django.db import transaction
from foundation.models import SectionPage
from tests.factories.pages import TextPageFactory
with transaction.atomic():
    TextPageFactory(parent=SectionPage.objects.get(slug="announcements"), title="说明新", slug="slow")
    say("written")
    sys.stdin.readline()
say("committed")
"""
# A worker that says when it has a change in its hands, and holds it there for as long as it is told to.
RUN = """
from pathlib import Path
from django.core.management import call_command
from search.engines.embedded import engine
data, carry_out = Path(os.environ["DATA_DIR"]), engine._carry_out
def held(*args):
    say("in hand")
    if (data / "hold").exists():
        (data / "hold").read_text()
    carry_out(*args)
engine._carry_out = held
call_command("worker", "--no-reload", "--no-startup-delay", "--interval=0.2", "--queue-name=*")
"""
REBUILD = """
from pathlib import Path
from search.engine import current_engine
from search.engines.embedded import engine
from search.registry import everything
engine.ROWS_A_COMMIT = 2
data = Path(os.environ["DATA_DIR"])
def source(after):
    for number, document in enumerate(everything(after)):
        if number == 5 and (data / "hold-rebuild").exists():
            say("half way")
            (data / "hold-rebuild").read_text()
        yield document
print(json.dumps(current_engine().rebuild(source, lambda done: None)))
"""
ASK = """
from search.comparing import compare
from search.engine import current_engine
from search.results import Question
found = compare(current_engine())
print(json.dumps({
    "true": found.is_true, "missing": found.missing, "stale": found.stale, "extra": found.extra,
    "titles": sorted(hit.title for hit in current_engine().search(Question("说明")).hits),
}))
"""
SIX = [f"说明{number}" for number in range(6)]


@pytest.fixture(scope="module")
def scene(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(migrated, tmp_path_factory.mktemp("laid"), SCENE) as place:
        yield place


@pytest.fixture
def place(scene: Place, tmp_path: Path) -> Iterator[Place]:
    with copy(scene, tmp_path / "data") as other:
        yield other


def ask(place: Place) -> Any:
    return place.run(ASK, settings=WORKER)


def done(place: Place) -> bool:
    waiting = "SELECT count(*) FROM foundation_outboxmessage WHERE done_at IS NULL AND topic NOT LIKE 'every:%'"
    return place.count(waiting) == 0


def test_a_worker_killed_between_commit_and_indexing_loses_nothing(place: Place) -> None:
    os.mkfifo(place.data / "hold")  # nobody ever writes to it
    first = place.start(RUN, settings=WORKER)
    hear(first, "in hand")
    kill(first)
    seen = ask(place)
    assert len(seen["missing"]) == 6
    assert seen["titles"] == []
    (place.data / "hold").unlink()
    place.an_hour_later()
    place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    seen = ask(place)
    assert seen["true"]
    assert seen["titles"] == SIX


def test_a_change_is_found_after_its_commit_and_never_before(place: Place) -> None:
    """How soon after it is measured by the bench `search-delay`; what bounds it is held in test_always_true."""
    worker = place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    publisher = place.start(PUBLISH_SLOWLY, settings=WORKER)
    hear(publisher, "written")
    seen = ask(place)
    assert seen["titles"] == SIX
    assert seen["true"]
    let_on(publisher)
    hear(publisher, "committed")
    wait_for(lambda: done(place))
    seen = ask(place)
    assert seen["titles"] == sorted([*SIX, "说明新"])
    assert seen["true"]
    assert worker.poll() is None


def test_a_rebuild_killed_half_way_goes_on_and_has_what_changed_meanwhile(place: Place) -> None:
    place.start(RUN, settings=WORKER)
    wait_for(lambda: done(place))
    os.mkfifo(place.data / "hold-rebuild")
    rebuild = place.start(REBUILD, settings=WORKER)
    hear(rebuild, "half way")
    place.run(PUBLISH.format(title="说明新", slug="meanwhile"))
    wait_for(lambda: done(place))
    assert "说明新" in ask(place)["titles"]  # found at once, while the rebuild stands still
    kill(rebuild)
    (place.data / "hold-rebuild").unlink()
    assert place.run(REBUILD, settings=WORKER) == 7
    seen = ask(place)
    assert seen["true"], seen
    assert seen["titles"] == sorted([*SIX, "说明新"])
