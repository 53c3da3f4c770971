"""What was taken of the comments on a draft, and why not: an act about the draft, with every comment as a row."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from foundation.bars import Bar
from foundation.models import ActOnAct
from notices.comments.states import State

STATES = [(state.value, state.label) for state in State]


class CommentSummaryPage(ActOnAct):
    explanation = models.TextField(
        "说明", max_length=3000, blank=True, help_text="总的情况：意见集中在哪里，怎样处理的，下一步做什么。"
    )

    verb = "公布意见采纳情况"
    stands_for_itself = True
    template = "public/regulations/comment_summary.html"
    content_panels = [*ActOnAct.content_panels, FieldPanel("explanation")]

    class Meta:
        verbose_name = "意见采纳情况"
        verbose_name_plural = "意见采纳情况"

    @classmethod
    def bars_on(cls, target: Page) -> Iterator[Bar]:
        from notices.comments.window import bars_to_summary

        yield from bars_to_summary(target)

    @classmethod
    def usual_title(cls, target: Page) -> str:
        return f"《{target.title}》公开征求意见采纳情况"

    def digest_parts(self) -> Iterator[tuple[str, str]]:
        """The rows as they would be published now: a comment answered otherwise is another summary to judge."""
        from notices.comments.publishing import digest_of_rows

        yield from super().digest_parts()
        if self.target_id is not None:
            yield "意见和答复", digest_of_rows(self.target_id)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from notices.comments.summary import context_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **context_of(self, getattr(request, "is_preview", False))}

    def on_published(self, **signed: Any) -> None:
        from notices.comments.publishing import publish_rows

        super().on_published(**signed)
        publish_rows(self)


class CommentSummaryRow(models.Model):
    """A comment and its answer as they were published. A correction publishes all of them anew, as the next edition."""

    page = models.ForeignKey(CommentSummaryPage, models.PROTECT, verbose_name="采纳情况", related_name="rows")
    edition = models.PositiveIntegerField("公布次数")
    order = models.PositiveIntegerField("次序")
    comment = models.ForeignKey("notices.Comment", models.PROTECT, verbose_name="意见", related_name="published_as")
    number = models.CharField("编号", max_length=40)
    address = models.CharField("条文地址", max_length=60, blank=True)
    reference = models.CharField("条文", max_length=120, blank=True)
    state = models.CharField("处理", max_length=10, choices=STATES)
    # Empty where the words are withheld.
    opinion = models.TextField("意见", blank=True)
    reason = models.TextField("理由", blank=True)
    reply = models.TextField("答复", blank=True)

    class Meta:
        verbose_name = "公布的意见"
        verbose_name_plural = "公布的意见"
        ordering = ["page", "edition", "order"]
        constraints = [
            models.UniqueConstraint(fields=["page", "edition", "order"], name="comment_summary_order_once"),
            models.UniqueConstraint(fields=["page", "edition", "comment"], name="comment_summary_comment_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> State:
        return State(self.state)
