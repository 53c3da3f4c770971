"""A large archive for the demo: invented notices as real acts, in a section for each programme, imported in batches."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, time
from itertools import islice

from django.db import transaction
from django.utils.html import format_html, format_html_join
from wagtail.models import Page

from foundation.acts.importing import import_acts
from foundation.clock import SHANGHAI
from foundation.models import ActPage, SectionPage
from notices.models import AnnouncementPage
from portal.demo.invented import PROGRAMMES, Invented, invented

NOTICES_A_BATCH = 2_000
HOUR = time(9, 30, tzinfo=SHANGHAI)
ABOVE, DEPTH = "programmes", 3


class NoTree(Exception):
    """There is no section of programmes to put the archive in."""


def load_archive(size: int, seed: int, progress: Callable[[int], None]) -> int:
    """What of the archive is missing. Broken off, it goes on with what the finished batches left."""
    above = SectionPage.objects.filter(slug=ABOVE, depth=DEPTH).first()
    if above is None:
        raise NoTree
    sections = _sections(above)
    there = set(
        Page.objects.descendant_of(above).filter(slug__startswith=f"archive-{seed}-").values_list("slug", flat=True)
    )
    missing = (
        (slug, notice)
        for number, notice in enumerate(invented(size, seed))
        if (slug := _slug(seed, number)) not in there
    )
    made = 0
    while batch := list(islice(missing, NOTICES_A_BATCH)):
        with transaction.atomic():
            for programme, pages in _by_programme(batch):
                import_acts(sections[programme], pages)
        made += len(batch)
        progress(made)
    return made


def _sections(above: SectionPage) -> dict[str, Page]:
    """One for each programme; those that are there are taken as they are."""
    there = {page.slug: page for page in Page.objects.child_of(above)}
    return {title: there.get(slug) or _section(above, title, slug) for title, slug in PROGRAMMES.items()}


def _section(above: SectionPage, title: str, slug: str) -> Page:
    intro = f"{title}的申报、公示、认定和管理（演示数据）。"
    page = SectionPage(title=title, slug=slug, intro=intro, search_description=intro, column_type="办事服务")
    with transaction.atomic():
        Page.objects.get(pk=above.pk).specific.add_child(instance=page).save_revision().publish()
    return page


def _by_programme(batch: list[tuple[str, Invented]]) -> Iterator[tuple[str, list[ActPage]]]:
    pages: dict[str, list[ActPage]] = defaultdict(list)
    for slug, notice in batch:
        pages[notice.programme].append(_page(slug, notice))
    yield from sorted(pages.items())


def _page(slug: str, notice: Invented) -> AnnouncementPage:
    body = format_html("<p>{}</p>", notice.number) + format_html_join(
        "", "<p>{}</p>", ((one,) for one in notice.sentences)
    )
    return AnnouncementPage(
        title=notice.title,
        slug=slug,
        kind=notice.kind,
        body=str(body),
        source=notice.issuer,
        search_description=notice.sentences[0],
        responsible_editor="编辑员",
        disclosure=ActPage.Disclosure.OPEN,
        first_published_at=datetime.combine(notice.dated, HOUR),
    )


def _slug(seed: int, number: int) -> str:
    return f"archive-{seed}-{number:06}"
