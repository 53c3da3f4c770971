"""No bytes are laid unseen, by whatever way: forms say what is wrong beforehand, and here the saving itself asks."""

from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from foundation.acts.file_checks import kept_name, look_over, refused
from foundation.bars import Barred


@receiver(pre_save)
def bytes_are_looked_over(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if raw or not isinstance(instance, get_document_model() | get_image_model()):
        return
    if update_fields is not None and "file" not in update_fields:
        return
    file = instance.file
    if not file or not _is_new(instance):
        return
    upload: File[Any] = file.file
    if not file._committed:
        file.name = kept_name(file.name)
    if says := refused(look_over(file.name, upload)):
        raise Barred("".join(says))
    # Wagtail's forms do this too, Python does not: lists and the look over the site go by it.
    instance.file_size, instance.file_hash = upload.size, hash_filelike(upload)
    upload.seek(0)


def _is_new(instance: Any) -> bool:
    """Whether these bytes were not with this row before. A file stored first and then saved (Wagtail's second step) is."""
    if not instance.file._committed:
        return True
    stored = type(instance)._base_manager.filter(pk=instance.pk).values_list("file", flat=True).first()
    try:
        return bool(stored != instance.file.name) and instance.file.storage.exists(instance.file.name)
    except SuspiciousFileOperation:
        return False
