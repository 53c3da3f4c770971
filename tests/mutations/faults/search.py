"""The public search: understanding, finding on both engines, and keeping the index true."""

from tests.mutations.fault import Fault

ROOM = "search"

FAULTS = (
    Fault(
        name="what matched is written into the page unescaped",
        room=ROOM,
        snippet='parts += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]',
        becomes='parts += [escape(text[place:first]), "<mark>", text[first:last], "</mark>"]',
        neighbourhood=("test_highlighting",),
    ),
    Fault(
        name="what was sealed a moment ago is still shown",
        room=ROOM,
        snippet="hits = tuple(hit for hit in found.hits if hit.key in public)",
        becomes="hits = found.hits",
        neighbourhood=("test_search_page", "test_always_true"),
    ),
    Fault(
        name="traditional characters find nothing",
        room=ROOM,
        snippet='"".join(SIMPLIFIED_OF.get(one, one) for one in unicodedata.normalize("NFKC", chr(code)).casefold())',
        becomes='unicodedata.normalize("NFKC", chr(code)).casefold()',
        neighbourhood=("test_analyser",),
    ),
    Fault(
        name="what is to be left out is asked for",
        room=ROOM,
        snippet="(wanted if is_wanted else unwanted)[clause] = None",
        becomes="wanted[clause] = None",
        neighbourhood=("test_parsing",),
    ),
    Fault(
        name="a month ends with its twenty-eighth day",
        room=ROOM,
        snippet="last = first if day else date(year, month, monthrange(year, month)[1]) if month else date(year, 12, 31)",
        becomes="last = first if day else date(year, month, 28) if month else date(year, 12, 31)",
        neighbourhood=("test_parsing",),
    ),
    Fault(
        name="one address searches once less than is allowed",
        room=ROOM,
        snippet="if made > most:",
        becomes="if made >= most:",
        neighbourhood=("test_search_page",),
    ),
    Fault(
        name="what is put behind a restriction stays in the index",
        room=ROOM,
        snippet="    note_below(instance.page)",
        becomes="    pass",
        neighbourhood=("test_always_true",),
    ),
    Fault(
        name="a title completed for a visitor is one they may not open",
        room=ROOM,
        snippet="return tuple(title for title in titles if title.key in public)[:MOST_TITLES]",
        becomes="return tuple(titles)[:MOST_TITLES]",
        neighbourhood=("test_search_page", "test_always_true"),
    ),
    Fault(
        name="a choice in one facet hides the other choices of it",
        room=ROOM,
        snippet="counts |= _count(searcher, narrowed(query, others), [name])",
        becomes="counts |= _count(searcher, narrowed(query, list(filters.values())), [name])",
        neighbourhood=("test_both_engines",),
    ),
    Fault(
        name="on Elasticsearch a choice in one facet hides the other choices of it",
        room=ROOM,
        snippet='counted = A("filter", filter=Q("bool", filter=others) if others else Q("match_all"))',
        becomes='counted = A("filter", filter=Q("bool", filter=list(filters.values())) if filters else Q("match_all"))',
        neighbourhood=("test_both_engines",),
        on="elasticsearch",
    ),
    Fault(
        name="on Elasticsearch everybody finds everything",
        room=ROOM,
        snippet='query = Q("bool", must=[query_of(node)], filter=[Q("terms", visible_to=sorted(selection.audience))])',
        becomes='query = Q("bool", must=[query_of(node)])',
        neighbourhood=("test_both_engines", "test_archive_sight"),
        on="elasticsearch",
    ),
    Fault(
        name="a rebuild on Elasticsearch writes an older state over a change",
        room=ROOM,
        snippet='{"_op_type": "create", "_index": self.next_alias, "_id": document.key, **_source(document)}',
        becomes='{"_op_type": "index", "_index": self.next_alias, "_id": document.key, **_source(document)}',
        neighbourhood=("test_rebuilding", "test_engines"),
        on="elasticsearch",
    ),
)
