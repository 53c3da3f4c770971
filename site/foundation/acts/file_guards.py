"""A file on a published act stays what it was: neither replaced nor deleted, nor shown otherwise or to fewer.

What no signal sees (QuerySet.update, raw SQL) the database refuses: foundation.triggers.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from foundation.acts import collection_guards, file_policy  # noqa: F401  (they register themselves)
from foundation.bars import Barred
from foundation.models.act_file import ActFile

# What of a file the public meets, and why it stays: its title too, which is read on the page, names what is downloaded,
# and stands in the digest that was signed. Tags are the house's own and may change.
COLLECTION = "不能移到别的集合，以免改变谁能查看。"
FOCUS = "不能改变焦点，以免改变已公开的画面。"
KEPT = {
    "title": "不能改标题，公众看到的和下载的文件名都是它。请上传为新文件，并办理更正。",
    "file": "不能替换。请上传为新文件，并办理更正。",
    "collection": COLLECTION,
    "focal_point_x": FOCUS,
    "focal_point_y": FOCUS,
    "focal_point_width": FOCUS,
    "focal_point_height": FOCUS,
}


def why_kept(instance: Any, changed: Iterable[str]) -> dict[str, str]:
    """Of the fields about to change, those that may not, each with its sentence. None for a file of no act."""
    held = [name for name in changed if name in KEPT]
    use = _published_on(instance) if held else None
    return {} if use is None else {name: f"这个文件已随{_title(use)}签发，{KEPT[name]}" for name in held}


def _published_on(instance: Any) -> ActFile | None:
    if instance.pk is None:
        return None
    return ActFile.objects.filter(kind=instance._meta.label_lower, file_id=instance.pk).select_related("page").first()


def _title(use: ActFile) -> str:
    """What was sealed is not named: a refusal is read by whoever tried."""
    return f"“{use.page.title}”" if use.page.live else "一项内容"


def _is_file(instance: Any) -> bool:
    return isinstance(instance, get_document_model() | get_image_model())


def _changed(instance: Any) -> list[str]:
    """What differs from the stored row; everything, when there is none."""
    names = {field.name: field.attname for field in instance._meta.concrete_fields if field.name in KEPT}
    stored = type(instance)._base_manager.filter(pk=instance.pk).values(*names.values()).first() or {}
    return [name for name, at in names.items() if at not in stored or stored[at] != _value(instance, at)]


def _value(instance: Any, column: str) -> Any:
    value = getattr(instance, column)
    if column != "file":
        return value
    return value.name if value._committed else None  # bytes not stored yet are other bytes


@receiver(pre_save)
def file_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not _is_file(instance) or _published_on(instance) is None:
        return
    if refused := why_kept(instance, _changed(instance)):
        raise Barred(next(iter(refused.values())))


@receiver(pre_delete)
def file_deleted(instance: Any, **kwargs: Any) -> None:
    if _is_file(instance) and (use := _published_on(instance)) is not None:
        raise Barred(f"这个文件已随{_title(use)}签发，不能删除。")


@hooks.register("before_bulk_action")
def files_moved_together(request: Any, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Wagtail moves many by one QuerySet.update, which sends no signal."""
    if action_type != "add_to_collection":
        return
    for each in objects:
        if _is_file(each) and (refused := why_kept(each, ["collection"])):
            raise Barred(f"“{each.title}”：{refused['collection']}")
