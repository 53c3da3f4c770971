"""Which files went with what was sealed: those that no page still open to the public carries."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from foundation.models.act_file import ActFile
from foundation.models.published_act import PublishedAct


def sealed_holders(file: Any) -> list[PublishedAct]:
    """The sealed acts that carried this document or picture; none, when something the public may read carries it too."""
    pages = ActFile.objects.filter(kind=file._meta.label_lower, file_id=file.pk).values_list("page_id", flat=True)
    marks = list(PublishedAct.objects.filter(page_id__in=pages).select_related("page", "sealing"))
    if not all(mark.is_sealed for mark in marks) or (marks and _used_elsewhere(file)):
        return []
    return marks


def sealed_holder(file: Any) -> PublishedAct | None:
    """The one whose notice stands in its place."""
    return next(reversed(sealed_holders(file)), None)


def _used_elsewhere(file: Any) -> bool:
    """By a live page that is no act: a text page, a home page."""
    return file.pk in carried_by_live_pages(type(file), [file.pk])


def carried_by_live_pages(model: type[Model], pks: Collection[int]) -> set[int]:
    """Those of these documents or pictures that a live page refers to, by Wagtail's index of references. Two queries."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=[str(pk) for pk in pks]
    )
    by_pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    users = {(int(page), int(file)) for page, file in by_pages.values_list("object_id", "to_object_id")}
    live = set(Page.objects.filter(pk__in={page for page, _ in users}, live=True).values_list("pk", flat=True))
    return {file for page, file in users if page in live}


def picture_at(path: str) -> Any:
    """The picture a file under media/ is, or is a rendition of; None for what is neither."""
    images = get_image_model()
    if (image := images.objects.filter(file=path).first()) is not None:
        return image
    rendition = images.get_rendition_model().objects.filter(file=path).select_related("image").first()
    return getattr(rendition, "image", None)


def holders_of_picture(path: str) -> list[PublishedAct]:
    """The same for a file under media/: a picture, or a rendition of one. One query mostly."""
    images = get_image_model()
    kept = ActFile.objects.filter(kind=images._meta.label_lower, page__published_act__sealing__isnull=False)
    ids = set(kept.values_list("file_id", flat=True))
    if not ids:
        return []
    renditions = images.get_rendition_model().objects.filter(file=path, image_id__in=ids)
    image = images.objects.filter(pk__in=ids, file=path).first() or getattr(renditions.first(), "image", None)
    return sealed_holders(image) if image is not None else []
