"""Why nobody may edit a page although it is in no workflow of its own."""

from typing import Any

from django.utils import timezone
from wagtail.locks import BaseLock
from wagtail.models import Page

from foundation.acts.scheduling import waiting_publication
from foundation.acts.targets import correction_on_its_way
from foundation.models.published_act import PublishedAct


class ActLock(BaseLock):
    """For everyone, with the reason in words."""

    def __init__(self, page: Page, says: str) -> None:
        super().__init__(page)
        self.says = says

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return self.says

    def get_locked_by(self, user: Any) -> str:
        return "暂时不能修改"

    def get_description(self, user: Any) -> str:
        return self.says


def why_held(page: Page) -> str:
    """The sentence, or nothing: sealed, signed and waiting for its hour, or being corrected."""
    if not page.pk:
        return ""
    waiting = waiting_publication(page)
    if waiting is not None:
        at = timezone.localtime(waiting.publish_at)
        return f"已签发，将于 {at:%Y-%m-%d %H:%M} 发布。要改，请先由签发人员收回签发。"
    mark = PublishedAct.objects.filter(page_id=page.pk).first()
    if mark is None:
        return ""
    if mark.is_sealed:
        return "这项内容已经封存，不能修改。"
    correction = correction_on_its_way(page)
    if correction is not None:
        return f"这项内容正在办理更正（“{correction.draft_title}”），办完之前不能修改。"
    return ""


def lock_on(page: Page) -> ActLock | None:
    says = why_held(page)
    return ActLock(page, says) if says else None
