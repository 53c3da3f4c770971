"""The mapping of an index, and a node as a query of elasticsearch-dsl."""

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch_dsl import A, Q, Search
from elasticsearch_dsl.query import Query

from search import nodes
from search.engines.asking import Selection
from search.engines.fields import ANALYSED, SINGLES_ONLY, VERSION

KEYWORDS = (
    "key", "digest", "kind", "programme", "issuer", "year", "state", "visible_to", "page", "stage", "section", "actor",
)  # fmt: skip
FACET_VALUES = 60


def mapping() -> dict[str, Any]:
    """Texts come analysed, their terms joined by spaces; the server has only to cut at the spaces."""
    text = {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
    fields: dict[str, Any] = {name: {"type": "keyword"} for name in KEYWORDS}
    fields |= {f"{name}_s": text for name in (*ANALYSED, *SINGLES_ONLY)}
    fields |= {f"{name}_p": {**text, "index_options": "freqs"} for name in ANALYSED}
    fields |= {
        "refs": {**text, "index_options": "docs"},
        "day": {"type": "integer"},
        "order": {"type": "long"},
        "quality": {"type": "double"},
        "gone": {"type": "boolean"},
        "data": {"type": "keyword", "index": False, "doc_values": False},
    }
    return {"dynamic": "strict", "_meta": {"version": VERSION}, "properties": fields}


def search_of(node: nodes.Node, selection: Selection) -> Search:
    """What is chosen narrows the hits after the facets are counted; each facet is narrowed by what is chosen in the others."""
    query = Q("bool", must=[query_of(node)], filter=[Q("terms", visible_to=sorted(selection.audience))])
    filters = {name: Q("terms", **{name: list(values)}) for name, values in selection.chosen.items()}
    search = Search().extra(track_total_hits=True).source(["data"])
    search = search[selection.offset : selection.offset + selection.limit]
    if selection.by_date:
        search = search.query(query).sort("-order")
    else:
        weighed = Q(
            "function_score", query=query, field_value_factor={"field": "quality", "missing": 1}, boost_mode="multiply"
        )
        search = search.query(weighed)
    if filters:
        search = search.post_filter(Q("bool", filter=list(filters.values())))
    if selection.with_facets:
        for name in selection.facets:
            others = [one for other, one in filters.items() if other != name]
            counted = A("filter", filter=Q("bool", filter=others) if others else Q("match_all"))
            search.aggs.bucket(name, counted).bucket("values", A("terms", field=name, size=FACET_VALUES))
    return search


def facets_in(aggregations: Mapping[str, Any], names: Sequence[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {
        name: tuple(
            sorted(
                ((row["key"], row["doc_count"]) for row in aggregations[name]["values"]["buckets"]),
                key=lambda row: (-row[1], row[0]),
            )
        )
        for name in names
    }


def query_of(node: nodes.Node) -> Query:
    if isinstance(node, nodes.Term):
        return Q("term", **{node.field: {"value": node.value}})
    if isinstance(node, nodes.Run):
        return _run(node)
    if isinstance(node, nodes.Between):
        return Q("range", day={"gte": node.first.toordinal(), "lte": node.last.toordinal()})
    if isinstance(node, nodes.Everything):
        return Q("match_all")
    if isinstance(node, nodes.Even):
        return Q("constant_score", filter=query_of(node.node))
    if isinstance(node, nodes.All):
        return Q("bool", must=_queries(node.nodes))
    if isinstance(node, nodes.Any):
        return Q("bool", should=_queries(node.nodes), minimum_should_match=node.least)
    if isinstance(node, nodes.Boost):
        return Q("bool", must=[query_of(node.node)], boost=node.factor)
    return Q("bool", must=[query_of(node.node)], must_not=_queries(node.unwanted))


def _run(node: nodes.Run) -> Query:
    words = " ".join(node.terms)
    if node.is_prefix:
        if len(node.terms) == 1:
            return Q("prefix", **{node.field: {"value": words}})
        return Q("match_phrase_prefix", **{node.field: {"query": words}})
    return Q("match_phrase", **{node.field: {"query": words}})


def _queries(parts: Sequence[nodes.Node]) -> list[Query]:
    return [query_of(part) for part in parts]
