"""The archive's own index, apart from the public one: it holds what was sealed."""

from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings

from search.engine import ELASTICSEARCH
from search.engines.asking import FOR_THE_ARCHIVE
from search.engines.embedded import Embedded
from search.engines.protocol import Engine
from search.words.reading import words_in

APART = "-archive"


def archive_engine(name: str = "") -> Engine:
    if (name or settings.SEARCH_ENGINE) == ELASTICSEARCH:
        return _elastic(
            tuple(settings.ELASTICSEARCH_HOSTS),
            f"{settings.ELASTICSEARCH_INDEX}{APART}",
            settings.ELASTICSEARCH_SHARDS,
            settings.ELASTICSEARCH_REPLICAS,
            settings.SEARCH_WORDS_DIR,
        )
    folder = settings.SEARCH_DIR
    return _embedded(folder.with_name(f"{folder.name}{APART}"), settings.SEARCH_WORDS_DIR)


@lru_cache(maxsize=8)
def _embedded(folder: Path, words: Path) -> Engine:
    return Embedded(folder, partial(words_in, words), FOR_THE_ARCHIVE)


@lru_cache(maxsize=8)
def _elastic(hosts: tuple[str, ...], name: str, shards: int, replicas: int, words: Path) -> Engine:
    from search.engines.elastic import Elastic
    from search.engines.elastic.engine import Shape

    return Elastic(hosts, Shape(name, shards, replicas), partial(words_in, words), FOR_THE_ARCHIVE)
