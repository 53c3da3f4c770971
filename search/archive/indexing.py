"""Keeping the archive's index true: also what is only saved, sent or judged is noted, and carried in by the worker."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, Revision, WorkflowState

from foundation.models import Approval
from foundation.outbox import handles, put
from search.archive.access import TOPIC
from search.archive.engine import archive_engine
from search.archive.registry import archive_kind_of, archive_kinds
from search.documents import SearchDocument
from search.engines.protocol import EngineAway
from search.engines.turns import index_in_turns
from search.later import later

KIND, GONE = "archive_kind", "archive_gone"
MOST_ROUNDS = 5


def note_for_the_archive(model: type[Any] | None, pk: int, due_at: datetime | None = None) -> None:
    """Write down that something of a page may have changed, in the transaction of the change."""
    kind = archive_kind_of(model)
    if kind is not None:
        with transaction.atomic():
            put(TOPIC, due_at=due_at, kind=kind.code, page=pk)


@handles(TOPIC, outside=True)
def archive_one(kind: str, page: int) -> None:
    known = archive_kinds().get(kind)
    if known is None:
        return
    try:
        engine = archive_engine()
        documents = known.documents(page)
        for _ in range(MOST_ROUNDS):
            kept = {document.key for document in documents}
            engine.change(documents, [key for key in known.keys(page) if key not in kept])
            again = known.documents(page)
            if _digests(again) == _digests(documents):
                return
            documents = again
    except EngineAway as away:
        later(away, TOPIC, kind=kind, page=page)


@handles(GONE, outside=True)
def take_out(key: str) -> None:
    try:
        archive_engine().remove([key])
    except EngineAway as away:
        later(away, GONE, key=key)


@handles(KIND, outside=True)
def archive_kind(kind: str) -> None:
    known = archive_kinds().get(kind)
    if known is None:
        return
    try:
        index_in_turns(archive_engine(), known.all_documents())
    except EngineAway as away:
        later(away, KIND, kind=kind)


def note_every_kind() -> None:
    with transaction.atomic():
        for code in archive_kinds():
            put(KIND, kind=code)


def note_key_gone(key: str) -> None:
    """Written down for the worker: something in the index that is in no database."""
    with transaction.atomic():
        put(GONE, key=key)


def _digests(documents: list[SearchDocument]) -> list[tuple[str, str]]:
    return [(document.key, document.digest) for document in documents]


# --- what is listened to, besides what the public index listens to ---


@receiver(post_save, sender=Revision)
def when_a_draft_was_saved(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        note_for_the_archive(instance.content_type.model_class(), int(instance.object_id))


@receiver(post_save, sender=WorkflowState)
def when_it_went_on_its_way(instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        note_for_the_archive(instance.content_type.model_class(), int(instance.object_id))


@receiver(post_save, sender=Approval)
def when_it_was_judged(instance: Approval, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        revision = instance.revision
        note_for_the_archive(revision.content_type.model_class(), int(revision.object_id))


@receiver(pre_delete)
def when_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Its former editions are known only while it is there."""
    if not isinstance(instance, Page) or type(instance) is Page:
        return
    kind = archive_kind_of(type(instance))
    if kind is not None:
        for key in kind.keys(instance.pk):
            note_key_gone(key)
