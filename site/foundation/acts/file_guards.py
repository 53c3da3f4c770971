"""A file on a published act stays what it was: neither replaced nor deleted."""

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from foundation.bars import Barred
from foundation.models.act_file import ActFile


def _published_on(instance: Any) -> ActFile | None:
    return ActFile.objects.filter(kind=instance._meta.label_lower, file_id=instance.pk).select_related("page").first()


def _title(use: ActFile) -> str:
    """What was sealed is not named: a refusal is read by whoever tried."""
    return f"“{use.page.title}”" if use.page.live else "一项内容"


def _is_file(instance: Any) -> bool:
    return isinstance(instance, get_document_model() | get_image_model())


@receiver(pre_save)
def file_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw or not _is_file(instance) or instance.pk is None:
        return
    use = _published_on(instance)
    if use is None:
        return
    stored = type(instance)._default_manager.filter(pk=instance.pk).values_list("file", flat=True).first()
    if instance.file.name != stored or not instance.file._committed:
        raise Barred(f"这个文件已随{_title(use)}签发，不能替换。请上传为新文件，并办理更正。")


@receiver(pre_delete)
def file_deleted(instance: Any, **kwargs: Any) -> None:
    if _is_file(instance) and (use := _published_on(instance)) is not None:
        raise Barred(f"这个文件已随{_title(use)}签发，不能删除。")
