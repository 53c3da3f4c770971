"""What was sealed does not come back by being linked anew: no page goes public with a file that went with a sealed act.

A page that was public already when the act was sealed kept the file open, and may go on carrying it.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from foundation.acts.files import sealed_holders
from foundation.bars import Bar, Barred
from foundation.gates import gate
from foundation.models.act_file import ActFile
from foundation.models.act_page import ActPage

SAYS = "这里用了一个已随别的内容依法封存的文件，公布后它会重新打开。请去掉它，或者处理好以后上传为新文件。"


def carries_what_is_sealed(page: Any) -> bool:
    """One query while nothing is sealed."""
    sealed = set(ActFile.objects.filter(page__published_act__sealing__isnull=False).values_list("kind", "file_id"))
    if not sealed:
        return False
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in (get_document_model(), get_image_model())}
    for content_type, number, _, _ in ReferenceIndex._extract_references_from_object(page):
        model = kinds.get(content_type)
        if model is not None and (model._meta.label_lower, int(number)) in sealed:
            file = model._default_manager.filter(pk=number).first()
            if file is not None and any(mark.page_id != page.pk for mark in sealed_holders(file)):
                return True
    return False


@gate("submit", "review", "sign", label="没有用已随别的内容封存的文件")
def it_reopens_nothing_sealed(page: ActPage) -> Iterator[Bar]:
    if carries_what_is_sealed(page):
        yield Bar(SAYS)


@receiver(pre_save)
def page_goes_public(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Also pages that are no acts, which pass no gate."""
    if raw or not isinstance(instance, Page) or not instance.live or type(instance) is Page:
        return
    fields = kwargs.get("update_fields")
    if fields is None and carries_what_is_sealed(instance):
        raise Barred(SAYS)
