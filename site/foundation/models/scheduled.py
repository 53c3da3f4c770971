"""An act that is signed and waits for its hour."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ScheduledPublicationQuerySet(models.QuerySet["ScheduledPublication"]):
    def under(self, paths: list[str]) -> "ScheduledPublicationQuerySet":
        """Those still waiting in these branches of the tree."""
        branches = Q(pk__in=())
        for path in paths:
            branches |= Q(page__path__startswith=path)
        return self.filter(branches, state=ScheduledPublication.State.WAITING)


class ScheduledPublication(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "已签发，待发布"
        PUBLISHED = "published", "已发布"
        TAKEN_BACK = "taken_back", "已收回"
        REFUSED = "refused", "未能发布"

    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="scheduled_publications")
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    digest = models.CharField("签发内容摘要", max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签发人", null=True, related_name="+"
    )
    signed_at = models.DateTimeField("签发时刻")
    publish_at = models.DateTimeField("发布时刻", db_index=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.WAITING)
    why = models.CharField("未能发布的原因", max_length=300, blank=True)
    entry = models.ForeignKey("foundation.LedgerEntry", models.PROTECT, verbose_name="存证", related_name="+")

    objects = ScheduledPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "待发布"
        verbose_name_plural = "待发布"
        ordering = ["publish_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(state="waiting"), name="one_waiting_publication")
        ]

    def __str__(self) -> str:
        return f"{self.page}：{self.get_state_display()}"
