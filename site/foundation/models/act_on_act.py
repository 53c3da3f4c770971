"""An act about a published act: what withdrawal, correction and sealing have in common."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Page

from foundation.acts.target_form import TargetForm
from foundation.bars import Bar
from foundation.models.act_page import ActPage
from foundation.models.published_act import PublishedAct


class ActOnAct(ActPage):
    """Abstract. Takes effect the moment it is signed: `on_published` runs in the transaction of the signature."""

    target = models.ForeignKey(
        "wagtailcore.Page",
        models.PROTECT,
        verbose_name="所涉内容",
        null=True,
        related_name="+",
        help_text="本栏目里已经签发的一项内容。",
    )

    verb = ""
    # Whether it may itself be corrected, withdrawn or sealed like any act; not what only speaks of another.
    stands_for_itself = False
    # Where it stands among what is offered on a published act; the lower first.
    offered = 5
    base_form_class = TargetForm
    content_panels = [*Page.content_panels, PageChooserPanel("target")]
    # No 定时发布: see foundation.acts.gates.
    promote_panels = [panel for panel in ActPage.promote_panels if getattr(panel, "heading", "") != "定时发布"]
    parent_page_types = ["foundation.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def target_mark(self) -> PublishedAct | None:
        return PublishedAct.objects.filter(page_id=self.target_id).select_related("page").first()

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """Bound to the target as it stood: one corrected in between is another thing to judge."""
        yield from super().digest_parts()
        if (mark := self.target_mark) is not None:
            yield "所涉内容签发时的摘要", mark.digest

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        mark = self.target_mark
        return {**context, "mark": mark, "target": None if mark is None or mark.sealing_id else mark.page}

    @classmethod
    def bars_on(cls, target: Page) -> Iterator[Bar]:
        """Why an act of this kind cannot be about this target, besides what bars every act on an act."""
        yield from ()

    @classmethod
    def ways_to_begin(cls, target: Page, add: str) -> Iterator[tuple[str, str]]:
        """What is offered on a published act: words and address; `add` is the form of this kind about that target."""
        yield f"办理{cls.verb}", add

    def begin_as(self, kind: str) -> None:
        """Prepare a new page, its target and title set, of which it was said beforehand what it is to do."""

    @classmethod
    def usual_title(cls, target: Page) -> str:
        return f"关于{cls.verb}“{target.title}”的公告"
