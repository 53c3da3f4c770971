"""The search page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from search.pages import pages_with

LONGEST_QUERY = 200
ROWS_A_PAGE = 10


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    words = typed[:LONGEST_QUERY].split()
    rows = Paginator(pages_with(words), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "typed": typed[:LONGEST_QUERY],
        "cut": len(typed) > LONGEST_QUERY,
        "rows": rows,
        "page_query": f"?{urlencode({'q': typed[:LONGEST_QUERY]})}&",
    }
    return render(request, "public/search.html", context)
