"""The search page, its completion, and the same results for machines."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.errors import TooMany
from search import presenting
from search.answering import Suggestions, answer, completions, suggestions
from search.as_json import as_json
from search.asked import Asked, read
from search.engine import current_engine
from search.engines.protocol import EngineAway
from search.limiting import count_one, refusal
from search.parsing import LONGEST_QUERY, parse
from search.planning import Strictness
from search.results import NOTHING, Results

AWAY = "检索服务暂时不能用，网站的其他内容不受影响。请稍后再试，或者在网站地图里按栏目查找。"
NOT_A_QUESTION = "请输入要查的字词。只有标点、只有要排除的词，都查不出内容。"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    for_machines = request.GET.get("format") == "json"
    if not asked.typed:
        return JsonResponse(as_json(NOTHING)) if for_machines else _page(request, asked)
    try:
        count_one(request)
    except TooMany as refused:
        if for_machines:
            return refusal(refused)
        raise
    try:
        engine = current_engine()
        found = answer(engine, asked.question)
        offered = None if found.total else suggestions(engine, asked.question)
    except EngineAway:
        if for_machines:
            return JsonResponse({"error": AWAY}, status=503)
        return _page(request, asked, away=AWAY)
    if for_machines:
        return JsonResponse(as_json(found, offered))
    return _page(request, asked, found, offered)


def _page(
    request: HttpRequest,
    asked: Asked,
    found: Results | None = None,
    offered: Suggestions | None = None,
    *,
    away: str = "",
) -> HttpResponse:
    notes = list(asked.ignored)
    if len(asked.typed) > LONGEST_QUERY or (found is not None and found.is_cut):
        notes.append(f"输入的内容太长，只按前面 {LONGEST_QUERY} 个字搜索。")
    context: dict[str, Any] = {
        "typed": asked.typed[:LONGEST_QUERY],
        "asked": asked,
        "found": found,
        "notes": notes,
        "away": away,
    }
    if found is not None and not parse(asked.typed):
        context |= {"found": None, "not_a_question": NOT_A_QUESTION}
    elif found is not None:
        context |= {
            "says": presenting.says(asked, found),
            "loosely": presenting.LOOSELY.get(found.strictness, "") if found.total else "",
            "rows": presenting.rows(found),
            "facets": presenting.facets(asked, found),
            "sorts": list(presenting.sorts(asked)),
            "pager": presenting.pager(asked, found),
            "offered": offered,
            "exact": found.strictness is Strictness.STRICT,
        }
    return render(request, "public/search.html", context)


@require_safe
def complete(request: HttpRequest) -> JsonResponse:
    """Titles that begin to answer; nothing at all when the engine is away: it is a convenience."""
    typed = request.GET.get("q", "").replace("\x00", " ")
    if not typed.strip():
        return JsonResponse({"titles": []})
    try:
        count_one(request, "complete")
        titles = completions(current_engine(), typed)
    except TooMany as refused:
        return refusal(refused)
    except EngineAway:
        titles = ()
    return JsonResponse({"titles": [{"title": one.title, "number": one.number, "url": one.url} for one in titles]})
