"""Both engines say whether they can be used; Elasticsearch is asked on a genuine server."""

import re
from pathlib import Path

import pytest

from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from search.engines.protocol import EngineAway
from tests.servers import elasticsearch_hosts, require


def test_the_embedded_engine_makes_its_folder(tmp_path: Path) -> None:
    found = Embedded(tmp_path / "search").health()
    assert found.engine == "tantivy"
    assert (tmp_path / "search").is_dir()


def test_the_embedded_engine_says_when_its_folder_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("a file stands here")
    with pytest.raises(EngineAway, match="索引目录"):
        Embedded(tmp_path / "search").health()


def test_an_absent_elasticsearch_is_away_and_named() -> None:
    with pytest.raises(EngineAway, match=re.escape("127.0.0.1:1")):
        Elastic(["http://127.0.0.1:1"]).health()


@pytest.mark.elasticsearch
def test_a_genuine_elasticsearch_answers_with_its_version() -> None:
    hosts = elasticsearch_hosts()
    require(bool(hosts), "没有 Elasticsearch：用 make test-elasticsearch 运行。")
    found = Elastic(hosts).health()
    assert found.engine == "elasticsearch"
    assert found.version.startswith("8.")
