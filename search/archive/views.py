"""The archive for staff: its page, completion, export, and the opening of what was found. Each use is written down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from foundation.bars import Barred
from foundation.clock import today
from foundation.office.screens import opened_by, signed_in
from search.archive import presenting
from search.archive.access import sight_of, still_seen
from search.archive.answering import MOST_EXPORTED, Answer, What, answer, completions, export
from search.archive.as_json import as_json
from search.archive.asked import Asked, read
from search.archive.editions import revision_of
from search.archive.engine import archive_engine
from search.archive.exporting import FORMATS, rows_of
from search.archive.noting import note_use
from search.archive.registry import split_archive_key
from search.archive.screens import ARCHIVE
from search.archive.sight import STAGE_LABELS, Shelf, Stage
from search.engines.protocol import EngineAway
from search.parsing import LONGEST_QUERY, parse
from search.presenting import LOOSELY, SORT_LABELS, pager
from search.results import HITS_A_PAGE, MOST_PAGES

AWAY = "档案检索暂时不能用，请稍后再试；一直这样，请告诉运行维护人员。"
NOT_A_QUESTION = "请输入要查的字词。只有标点、只有要排除的词，都查不出内容。"
NOT_THERE = "没有这份档案，或者按您的职责不能查阅。"
NOT_YOURS = "这份封存的原件只由本栏目的档案人员查阅。"

View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """Asked to sign in, then refused without a role; kept in no cache."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        response = opened_by(ARCHIVE)(view)(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


@require_safe
@for_readers
def archive(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    for_machines = request.GET.get("format") == "json"
    if asked.typed and not parse(asked.typed):
        return _page(request, asked, not_a_question=NOT_A_QUESTION)
    try:
        answered = answer(archive_engine(), asked, signed_in(request))
    except EngineAway:
        if for_machines:
            return JsonResponse({"error": AWAY}, status=503)
        return _page(request, asked, away=AWAY)
    if for_machines:
        return JsonResponse(as_json(answered))
    return _page(request, asked, answered)


def _page(request: HttpRequest, asked: Asked, answered: Answer | None = None, **says: str) -> HttpResponse:
    notes = list(asked.ignored)
    if len(asked.typed) > LONGEST_QUERY:
        notes.append(f"输入的内容太长，只按前面 {LONGEST_QUERY} 个字搜索。")
    context: dict[str, Any] = {"typed": asked.typed[:LONGEST_QUERY], "asked": asked, "notes": notes, **says}
    if answered is not None:
        found = answered.found
        context |= {
            "found": found,
            "says": presenting.says(asked, found),
            "loosely": LOOSELY.get(found.strictness, "") if found.total else "",
            "rows": presenting.rows(answered),
            "facets": presenting.facets(asked, found),
            "sorts": [(label, asked.sorted_by(sort).query, sort is asked.sort) for sort, label in SORT_LABELS.items()],
            "pager": pager(asked, found),
            "offered": answered.offered,
            "most_exported": MOST_EXPORTED,
            "is_too_many": found.total > MOST_PAGES * HITS_A_PAGE,
        }
    return render(request, "public/archive/archive.html", context)


@require_safe
@for_readers
def complete(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", " ")
    try:
        titles = completions(archive_engine(), typed, signed_in(request))
    except EngineAway:
        titles = ()
    return JsonResponse({"titles": [{"title": one.title, "number": one.number, "url": one.url} for one in titles]})


@require_POST
@for_readers
def export_list(request: HttpRequest) -> HttpResponse:
    """What the page at this address shows, as a file; in the form, only which kind of file."""
    name = request.POST.get("format", "xlsx")
    if name not in FORMATS:
        raise Http404
    try:
        total, found = export(archive_engine(), read(request.GET), signed_in(request))
    except EngineAway:
        return _page(request, read(request.GET), away=AWAY)
    made = FORMATS[name].write(rows_of(found, total, request.build_absolute_uri))
    response = HttpResponse(made, content_type=FORMATS[name].content_type)
    response["Content-Disposition"] = f'attachment; filename="archive-{today():%Y%m%d}.{name}"'
    return response


@require_safe
@for_readers
def open_found(request: HttpRequest, key: str) -> HttpResponse:
    """Written down, then shown where it can be read: in public, on the screen for what was sealed, or as it was saved."""
    user = signed_in(request)
    sight = sight_of(user)
    place, seen = split_archive_key(key), still_seen(sight, [key]).get(key)
    if place is None or seen is None:
        raise Barred(NOT_THERE)  # the same for what is not there, so that nobody learns what is
    page = get_object_or_404(Page, pk=place[1])
    if not seen.opens:
        raise Barred(NOT_YOURS)
    if seen.shelf is Shelf.FORMER and revision_of(page, place[2]) is None:
        raise Barred(NOT_THERE)
    own = [pk for pk, path in sight.sections if page.path.startswith(path)]
    note_use(user, sight, What.OPENING, key, hits=1, sealed=int(seen.shelf is Shelf.SEALED), sections=own)
    if seen.shelf is Shelf.SEALED:
        return redirect("read-sealed", page.pk)
    if seen.shelf is Shelf.OPEN:
        return redirect(page.specific.url)
    return _as_saved(request, page, place[2], seen.shelf)


def _as_saved(request: HttpRequest, page: Page, name: str, shelf: Shelf) -> HttpResponse:
    revision = revision_of(page, name)
    edition = revision.as_object() if revision is not None else page.specific if shelf is Shelf.DRAFTS else None
    if edition is None:
        raise Http404
    stage = Stage.FORMER if shelf is Shelf.FORMER else Stage.DRAFT
    response: HttpResponse = edition.make_preview_request(
        request, edition.default_preview_mode, extra_request_attrs={"archive_stage": STAGE_LABELS[stage]}
    )
    return response
