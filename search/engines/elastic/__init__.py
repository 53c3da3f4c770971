"""Elasticsearch, through elasticsearch-dsl: any server of version 8, using only what every build of it has. No Django here."""

from search.engines.elastic.engine import Elastic

__all__ = ["Elastic"]
