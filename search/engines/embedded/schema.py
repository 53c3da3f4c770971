"""The fields of a tantivy index, a document in them, and a node as a tantivy query."""

from collections.abc import Sequence

import tantivy

from search import nodes
from search.documents import SearchDocument
from search.engines.fields import ANALYSED, SINGLES_ONLY, fields_of

RAW = ("kind", "programme", "issuer", "year", "state", "visible_to", "page", "stage", "section", "actor")


def made_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("data", stored=True, tokenizer_name="raw", index_option="basic")
    for name in RAW:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("order", fast=True)
    builder.add_float_field("quality", fast=True)
    builder.add_text_field("refs", tokenizer_name="whitespace", index_option="basic")
    for name in ANALYSED:
        builder.add_text_field(f"{name}_s", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"{name}_p", tokenizer_name="whitespace", index_option="freq")
    for name in SINGLES_ONLY:
        builder.add_text_field(f"{name}_s", tokenizer_name="whitespace", index_option="position")
    return builder.build()


SCHEMA = made_schema()


def row_of(document: SearchDocument) -> tantivy.Document:
    row = tantivy.Document()
    for name, value in fields_of(document).items():
        if name == "quality":
            # The engine multiplies a score by log2(2 + this).
            row.add_float(name, 2**value - 2)
        elif isinstance(value, int):
            row.add_unsigned(name, value)
        elif isinstance(value, list):
            for one in value:
                row.add_text(name, one)
        elif value:
            row.add_text(name, value)
    return row


def query_of(node: nodes.Node) -> tantivy.Query:
    if isinstance(node, nodes.Term):
        option = "freq" if node.field.endswith("_p") else "position" if node.field.endswith("_s") else "basic"
        return tantivy.Query.term_query(SCHEMA, node.field, node.value, option)
    if isinstance(node, nodes.Run):
        return _run(node)
    if isinstance(node, nodes.Between):
        return tantivy.Query.range_query(
            SCHEMA, "day", tantivy.FieldType.Unsigned, node.first.toordinal(), node.last.toordinal()
        )
    if isinstance(node, nodes.Everything):
        return tantivy.Query.all_query()
    if isinstance(node, nodes.Even):
        return tantivy.Query.const_score_query(query_of(node.node), 1.0)
    if isinstance(node, nodes.All):
        return _boolean(tantivy.Occur.Must, node.nodes)
    if isinstance(node, nodes.Any):
        return _boolean(tantivy.Occur.Should, node.nodes, node.least)
    if isinstance(node, nodes.Boost):
        return tantivy.Query.boost_query(query_of(node.node), node.factor)
    return without(query_of(node.node), [query_of(one) for one in node.unwanted])


def _run(node: nodes.Run) -> tantivy.Query:
    if node.is_prefix:
        last = node.terms[-1]
        if len(node.terms) == 1:
            return tantivy.Query.fuzzy_term_query(SCHEMA, node.field, last, distance=0, prefix=True)
        return tantivy.Query.phrase_prefix_query(SCHEMA, node.field, list(node.terms))
    if len(node.terms) == 1:
        return tantivy.Query.term_query(SCHEMA, node.field, node.terms[0])
    return tantivy.Query.phrase_query(SCHEMA, node.field, list(node.terms))


def _boolean(occur: tantivy.Occur, parts: Sequence[nodes.Node], least: int = 1) -> tantivy.Query:
    subqueries = [(occur, query_of(part)) for part in parts]
    if occur is tantivy.Occur.Should and least > 1:
        return tantivy.Query.boolean_query(subqueries, minimum_number_should_match=least)
    return tantivy.Query.boolean_query(subqueries)


def without(query: tantivy.Query, unwanted: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, query), *((tantivy.Occur.MustNot, one) for one in unwanted)]
    )


def narrowed(query: tantivy.Query, filters: Sequence[tantivy.Query]) -> tantivy.Query:
    """Only what the filters let through; they add nothing to the score."""
    if not filters:
        return query
    silent = [(tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in filters]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *silent])


def one_of(field: str, values: Sequence[str]) -> tantivy.Query:
    terms = [tantivy.Query.term_query(SCHEMA, field, value, "basic") for value in values]
    if len(terms) == 1:
        return terms[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
