"""Keeping the index true: what changes is written down with the act and carried into the index by the worker."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents.models import AbstractDocument
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from foundation.clock import today
from foundation.models import BureauIdentity
from foundation.outbox import every, handles, put
from foundation.visibility import act_changed
from search.archive.indexing import note_every_kind, note_for_the_archive
from search.engine import current_engine
from search.engines.protocol import EngineAway
from search.engines.turns import index_in_turns
from search.later import later
from search.registry import kind_of, kinds, split_key
from search.surroundings import is_programme

ONE, BELOW, KIND = "index", "index_below", "index_kind"
MOST_ROUNDS = 5
DAYS_LOOKED_BACK = 7


def note(page: Page, due_at: datetime | None = None) -> None:
    """Write down that a page may have changed: in the transaction of the change, where there is one.

    `due_at`: when it will have, such as the instant a call closes.
    """
    kind = kind_of(page)
    if kind is not None:
        with transaction.atomic():
            put(ONE, due_at=due_at, kind=kind.code, page=page.pk)
    note_for_the_archive(page.specific_class, page.pk, due_at)


def note_below(page: Page) -> None:
    with transaction.atomic():
        put(BELOW, page=page.pk)


# --- carried out by the worker ---


@handles(ONE, outside=True)
def index_one(kind: str, page: int) -> None:
    known = kinds().get(kind)
    if known is None:
        return
    try:
        engine = current_engine()
        document = known.document(page)
        for _ in range(MOST_ROUNDS):
            if document is None:
                engine.remove([known.key(page)])
            else:
                engine.index([document])
            # Changed while it was written, perhaps by another worker that was faster: what is written last must be true.
            again = known.document(page)
            if (again and again.digest) == (document and document.digest):
                return
            document = again
    except EngineAway as away:
        later(away, ONE, kind=kind, page=page)


@handles(BELOW, outside=True)
def index_below(page: int) -> None:
    """A restriction, a move or a new address changes all that stands below."""
    above = Page.objects.filter(pk=page).first()
    if above is None:
        return
    with transaction.atomic():
        for one in Page.objects.descendant_of(above, inclusive=True).order_by("pk").iterator():
            note(one)


@handles(KIND, outside=True)
def index_kind(kind: str) -> None:
    known = kinds().get(kind)
    if known is None:
        return
    try:
        index_in_turns(current_engine(), known.documents())
    except EngineAway as away:
        later(away, KIND, kind=kind)


@every(hours=1)
def follow_the_day() -> None:
    """What comes into force or expires today, and what did while no worker ran. Asked each hour; it does no harm twice."""
    day = today()
    for kind in kinds().values():
        if kind.turning is None:
            continue
        pks = {pk for back in range(DAYS_LOOKED_BACK) for pk in kind.turning(day - timedelta(days=back))}
        with transaction.atomic():
            for pk in sorted(pks):
                put(ONE, kind=kind.code, page=pk)
                note_for_the_archive(kind.model, pk)


def remove_key(key: str) -> None:
    """Written down for the worker: something in the index that is in no database."""
    place = split_key(key)
    if place is None:
        current_engine().remove([key])
        return
    with transaction.atomic():
        put(ONE, kind=place[0], page=place[1])


# --- what is listened to ---


@receiver(page_published)
@receiver(page_unpublished)
def when_published(instance: Page, **kwargs: Any) -> None:
    note(instance)
    if is_programme(instance):
        note_below(instance)


@receiver(act_changed)
def when_an_act_changed(page: Page, **kwargs: Any) -> None:
    note(page)


@receiver(pre_delete)
def when_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Once for each page under one that is deleted, as its own kind and as a plain page: the plain one has no kind."""
    if isinstance(instance, Page) and type(instance) is not Page:
        note(instance)


@receiver(post_page_move)
def when_moved(instance: Page, **kwargs: Any) -> None:
    note_below(instance)


@receiver(page_slug_changed)
def when_its_address_changed(instance: Page, **kwargs: Any) -> None:
    note_below(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def when_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    note_below(instance.page)


@receiver(post_save)
def when_a_file_was_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A page is found by the words of its attachments: those that carry this one."""
    if raw or not isinstance(instance, AbstractDocument):
        return
    users = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(instance)),
        to_object_id=str(instance.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("object_id", flat=True)
    for page in Page.objects.filter(pk__in={int(pk) for pk in users}, live=True):
        note(page)


@receiver(post_save, sender=CollectionViewRestriction)
@receiver(post_delete, sender=CollectionViewRestriction)
def when_files_were_restricted(**kwargs: Any) -> None:
    with transaction.atomic():
        for code in kinds():
            put(KIND, kind=code)
        note_every_kind()


@receiver(post_save, sender=BureauIdentity)
def when_the_bureau_is_called_otherwise(
    instance: BureauIdentity, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """The issuer of what names no source."""
    if created or raw:
        return
    with transaction.atomic():
        for code in kinds():
            put(KIND, kind=code)
        note_every_kind()
