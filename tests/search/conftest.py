"""Both engines, each with an index of its own: the same tests run on the one and on the other."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.elastic import Elastic
from search.engines.elastic.engine import Shape
from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from tests.search.seeds import documents
from tests.servers import elasticsearch_hosts, require

MakeEngine = Callable[[], Engine]
ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


def _made(kind: str, folder: Path) -> Iterator[MakeEngine]:
    """A maker of engines on one and the same index, as several processes have one each."""
    if kind == "embedded":
        yield lambda: Embedded(folder)
        return
    hosts = elasticsearch_hosts()
    require(bool(hosts), "没有 Elasticsearch：用 make test-elasticsearch 运行。")
    shape = Shape(name=f"test-{secrets.token_hex(4)}")
    made = Elastic(hosts, shape)
    yield lambda: Elastic(hosts, shape)
    for name in made.client.indices.get(index=f"{shape.name}-v*"):
        made.client.indices.delete(index=name)


@pytest.fixture(params=ENGINES)
def make_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeEngine]:
    yield from _made(request.param, tmp_path / "search")


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """One with nothing in it."""
    return make_engine()


@pytest.fixture(params=ENGINES, scope="module")
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One that holds the five regulations; nobody changes it."""
    for make in _made(request.param, tmp_path_factory.mktemp("seeded") / "search"):
        engine = make()
        engine.index(documents())
        yield engine
