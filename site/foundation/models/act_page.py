"""A page that is an official act: it is published by review and signature, and by nothing else."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Revision
from wagtail.url_routing import RouteResult

from foundation.acts.act_form import ActPageForm
from foundation.acts.permissions import ActPermissionTester
from foundation.models.base_page import BasePage
from foundation.visibility import Banner, CorrectionRow, banner_of, corrections_of, mark_of

# Set on the request of the one screen that may show what was sealed.
READING_SEALED = "is_reading_sealed"


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
    publish_after = models.DateTimeField(
        "签发后于此时发布",
        null=True,
        blank=True,
        help_text="留空则签发即发布。写了时间，签发后到时自动发布；签发时已过的，立即发布。",
    )

    base_form_class = ActPageForm
    promote_panels = [
        MultiFieldPanel([FieldPanel("disclosure")], heading="公开属性"),
        MultiFieldPanel([FieldPanel("publish_after")], heading="定时发布"),
        *BasePage.promote_panels,
    ]
    # No schedule of Wagtail's here: publication waits for the signature.
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    is_act = True

    def permissions_for_user(self, user: Any) -> ActPermissionTester:
        return ActPermissionTester(user, self)

    def get_lock(self) -> Any:
        from foundation.acts.locks import lock_on

        return super().get_lock() or lock_on(self)

    @cached_property
    def banner(self) -> Banner | None:
        """What stands over the page when it no longer counts."""
        return banner_of(self.published_mark)

    @cached_property
    def correction_rows(self) -> list[CorrectionRow]:
        mark = self.published_mark
        return corrections_of(self) if mark is not None and mark.is_corrected else []

    @cached_property
    def published_mark(self) -> Any:
        """One query, for banner and corrections."""
        return mark_of(self) if self.pk else None

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """Name and digest of what belongs to this act besides its own fields and the files it refers to."""
        yield from ()

    def beside_judging(self) -> Iterator[tuple[str, str]]:
        """What whoever judges may want to look at besides the page itself: words and address."""
        yield from ()

    def carried_revision(self) -> Revision | None:
        """A draft of another page that is judged and published together with this one."""
        return None

    def on_published(self, **signed: Any) -> None:
        """What this act does to others (`user`, `role`): in the transaction of its publication, or neither happens."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A sealed act still has its address, where it says that it is sealed; so has whatever was under it."""
        if not self.live and (mark := mark_of(self)) is not None and mark.is_sealed:
            return RouteResult(self)
        result: RouteResult = super().route(request, path_components)
        return result

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.live:
            return self._serve_gone(request)
        return super().serve(request, *args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        mark = None if self.pk is None or getattr(request, READING_SEALED, False) else mark_of(self)
        if mark is not None and mark.is_sealed:
            return self._serve_gone(request)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    def _serve_gone(self, request: HttpRequest) -> HttpResponse:
        from foundation.acts.sealing import gone

        mark = mark_of(self)
        if mark is None or not mark.is_sealed:
            raise Http404
        return gone(request, mark)
