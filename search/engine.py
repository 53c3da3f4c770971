"""The engine in use, chosen by one setting."""

from django.conf import settings

from search.engines.embedded import Embedded
from search.engines.protocol import Engine


def current_engine() -> Engine:
    if settings.SEARCH_ENGINE == "elasticsearch":
        from search.engines.elastic import Elastic

        return Elastic(settings.ELASTICSEARCH_HOSTS)
    return Embedded(settings.SEARCH_DIR)
