"""Results for machines."""

from typing import Any

from search.answering import Suggestions
from search.results import Results


def as_json(found: Results, suggestions: Suggestions | None = None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "total": found.total,
        "took_ms": found.took_ms,
        "pages": found.pages,
        "strictness": found.strictness.name.lower(),
        "hits": [
            {
                "kind": hit.kind,
                "title": hit.title,
                "url": hit.url,
                "score": round(hit.score, 4),
                "number": hit.number,
                "issuers": list(hit.issuers),
                "state": hit.state.value,
                "date": hit.dated.isoformat() if hit.dated else None,
                "provisions": [{"ref": one.reference, "url": one.url, "html": one.html} for one in hit.found],
            }
            for hit in found.hits
        ],
        "facets": {
            name: [{"value": value, "count": count} for value, count in rows] for name, rows in found.facets.items()
        },
    }
    if suggestions is not None:
        data["suggestions"] = {
            "titles": [{"title": one.title, "url": one.url} for one in suggestions.titles],
            "fewer_words": [{"query": query, "total": total} for query, total in suggestions.shorter],
        }
    return data
