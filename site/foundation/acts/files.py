"""Which files went with what was sealed: those that no page still open to the public carries."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
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
    users = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file), to_object_id=str(file.pk)
    )
    pages = users.filter(base_content_type=ContentType.objects.get_for_model(Page)).values_list("object_id", flat=True)
    return Page.objects.filter(pk__in=[int(pk) for pk in pages], live=True).exists()


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
