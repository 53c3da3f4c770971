"""The engine in use, chosen by one setting. One is kept for each process: it holds the index open."""

from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings

from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from search.words.reading import words_in

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"


def current_engine() -> Engine:
    return engine_called(settings.SEARCH_ENGINE)


def engine_called(name: str) -> Engine:
    if name == ELASTICSEARCH:
        return _elastic(
            tuple(settings.ELASTICSEARCH_HOSTS),
            settings.ELASTICSEARCH_INDEX,
            settings.ELASTICSEARCH_SHARDS,
            settings.ELASTICSEARCH_REPLICAS,
            settings.SEARCH_WORDS_DIR,
        )
    return _embedded(settings.SEARCH_DIR, settings.SEARCH_WORDS_DIR)


@lru_cache(maxsize=8)
def _embedded(folder: Path, words: Path) -> Engine:
    return Embedded(folder, partial(words_in, words))


@lru_cache(maxsize=8)
def _elastic(hosts: tuple[str, ...], name: str, shards: int, replicas: int, words: Path) -> Engine:
    from search.engines.elastic import Elastic
    from search.engines.elastic.engine import Shape

    return Elastic(hosts, Shape(name, shards, replicas), partial(words_in, words))
