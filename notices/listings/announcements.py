"""What the section /announcements/ lists: every announcement and every act on an act, wherever they stand."""

from typing import Any

from django.apps import apps
from django.db.models import Case, CharField, F, Q, Value, When
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from foundation.listing.laying import Column, coded_column, lay, section_column, source_column, year_column
from foundation.listing.rows import NoticeRow, Tag
from foundation.listing.sections import SectionListing, section_listing
from foundation.models import ActOnAct, SectionPage
from foundation.visibility import public_pages
from notices.listings.programmes import programme_column
from notices.models import AnnouncementPage, CallPage

# Its address is fixed with the tree of every site; once published it never changes.
SLUG = "announcements"
OTHER = "other"
# Directly under the home page: a section further down may have the same last part of an address.
DEPTH = 3


def acts_on_acts() -> list[type[ActOnAct]]:
    """Corrections, withdrawals, extensions, sealings: announcements of their own."""
    return sorted((model for model in apps.get_models() if issubclass(model, ActOnAct)), key=lambda kind: kind.offered)


def kind_labels() -> dict[str, str]:
    kinds = {str(code): str(label) for code, label in AnnouncementPage.Kind.choices}
    return {**kinds, **{kind._meta.model_name or "": kind.verb for kind in acts_on_acts()}, OTHER: "其他"}


def kind_expression() -> Case:
    """The announcement's own kind; of an act on an act, which it is."""
    return Case(
        When(announcementpage__isnull=False, then=F("announcementpage__kind")),
        *(
            When(**{f"{kind._meta.model_name}__isnull": False}, then=Value(kind._meta.model_name))
            for kind in acts_on_acts()
        ),
        default=Value(OTHER),
        output_field=CharField(),
    )


def announcements() -> Any:
    """Every announcement and act on an act, as plain pages."""
    return Page.objects.type(AnnouncementPage, *acts_on_acts())


def columns(section: Page) -> tuple[Column, ...]:
    names = [AnnouncementPage._meta.model_name, *(kind._meta.model_name for kind in acts_on_acts())]
    return (
        coded_column("kind", "类型", kind_expression(), kind_labels()),
        year_column(),
        programme_column(),
        section_column(section),
        source_column(*(f"{name}__source" for name in names)),
    )


@section_listing
def list_announcements(section: Any, request: HttpRequest) -> SectionListing | None:
    if section.slug != SLUG or section.depth != DEPTH:
        return None
    theirs = Page.objects.type(AnnouncementPage, *acts_on_acts())
    own = Page.objects.child_of(section).not_type(SectionPage, CallPage)
    pages = public_pages(Page.objects.filter(Q(pk__in=theirs.values("pk")) | Q(pk__in=own.values("pk"))))
    listing = lay(pages.order_by("-first_published_at", "-pk"), columns(section), request)
    rows = [row_of(page, listing.label_of("kind", page)) for page in listing.rows]
    return SectionListing(listing, rows, feed="announcements", links=(("申报通知", reverse("calls")),))


def row_of(page: Any, kind: str) -> NoticeRow:
    tags = [] if page.by_kind in (OTHER, AnnouncementPage.Kind.NOTICE) else [Tag(kind, "kind")]
    mark = getattr(page, "published_act", None)
    if mark is not None and mark.is_withdrawn:
        tags.append(Tag("已撤回", "off"))
    return NoticeRow(page.title, page.url, page.first_published_at, tuple(tags), page.search_description)
