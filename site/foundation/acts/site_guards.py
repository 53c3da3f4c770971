"""The site's record decides at which address every act is found: it stays while acts are published."""

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Site

from foundation.bars import Barred
from foundation.models.published_act import PublishedAct


@receiver(pre_save, sender=Site)
def site_changed(instance: Site, raw: bool = False, **kwargs: Any) -> None:
    """Host and port follow the server's settings; which pages the site shows does not change under its acts."""
    if raw or not PublishedAct.objects.exists():
        return
    before = Site.objects.filter(pk=instance.pk).values_list("root_page", flat=True).first()
    if before is None:
        raise Barred("已有签发的内容，不能再添加站点：同一地址会指向别的页面。")
    if before != instance.root_page_id:
        raise Barred("已有签发的内容，不能更换站点的首页：所有地址都会失效。")


@receiver(pre_delete, sender=Site)
def site_deleted(instance: Site, **kwargs: Any) -> None:
    if PublishedAct.objects.filter(page__path__startswith=instance.root_page.path).exists():
        raise Barred("已有签发的内容，不能删除站点：所有地址都会失效。")
