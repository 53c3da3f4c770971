"""A page that is an official act: it is published by review and signature, and by nothing else."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from foundation.acts.permissions import ActPermissionTester
from foundation.models.base_page import BasePage


class ActPage(BasePage):
    """Abstract. A subclass with rows of its own gives their digests in `digest_parts`."""

    class Disclosure(models.TextChoices):
        OPEN = "open", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        CLOSED = "closed", "不予公开"

    disclosure = models.CharField(
        "公开属性",
        max_length=12,
        choices=Disclosure,
        blank=True,
        help_text="审核前必须选定。只有主动公开的内容才能在网站发布。",
    )

    promote_panels = [
        MultiFieldPanel([FieldPanel("disclosure")], heading="公开属性"),
        *BasePage.promote_panels,
    ]
    # No schedule here: publication waits for the signature.
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> ActPermissionTester:
        return ActPermissionTester(user, self)

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """Name and digest of what belongs to this act besides its own fields and the files it refers to."""
        yield from ()
