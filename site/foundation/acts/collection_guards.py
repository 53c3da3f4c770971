"""A collection that holds files of published acts is neither closed to readers, nor deleted, nor moved."""

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from foundation.bars import Barred
from foundation.models.act_file import ActFile

# Where a place given to a move is one under its target, not beside it.
BELOW = ("first-child", "last-child", "sorted-child")


def published_within(collection: Collection) -> bool:
    """Whether it, or any collection under it, holds a file that went with a published act."""
    for model in (get_document_model(), get_image_model()):
        inside = model._default_manager.filter(collection__path__startswith=collection.path)
        if ActFile.objects.filter(kind=model._meta.label_lower, file_id__in=inside.values("pk")).exists():
            return True
    return False


def refuse_for_its_files(collection: Collection, what: str) -> None:
    if published_within(collection):
        raise Barred(f"集合“{collection.name}”里有已随内容签发的文件，{what}")


@receiver(pre_save, sender=CollectionViewRestriction)
@receiver(pre_delete, sender=CollectionViewRestriction)
def privacy_changed(instance: CollectionViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refuse_for_its_files(instance.collection, "不能改变谁能查看。")


_move = Collection.move


def move(collection: Collection, target: Collection, pos: str | None = None) -> None:
    """The tree moves by SQL of its own and sends no signal: refused where it is asked to, by a screen or by code."""
    parent = target if pos in BELOW else target.get_parent()
    if parent != collection.get_parent():
        refuse_for_its_files(collection, "不能移到别处，以免改变谁能查看。")
    _move(collection, target, pos)


Collection.move = move


@receiver(pre_delete, sender=Collection)
def collection_deleted(instance: Collection, **kwargs: Any) -> None:
    refuse_for_its_files(instance, "不能删除。")
