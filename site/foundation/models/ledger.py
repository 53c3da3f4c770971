"""The ledger's rows and anchors. Triggers in the database refuse every change to them (foundation.triggers)."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import models


class LedgerEntry(models.Model):
    """One official act: who, in which role, what, the digest of what it was about, the previous row's digest."""

    seq = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时刻", db_index=True)
    act = models.CharField("行为", max_length=60, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="行为人", null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField("行为人当时的名称", max_length=160, blank=True)
    role = models.CharField("职责", max_length=20, blank=True)
    section = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, verbose_name="栏目", null=True, blank=True, related_name="+"
    )
    subject = models.CharField("对象", max_length=120, db_index=True)
    subject_digest = models.CharField("对象摘要", max_length=64, blank=True)
    # PROTECT keeps `purge_revisions` from deleting what was approved, and the workflow history with it.
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, verbose_name="版本", null=True, blank=True, related_name="+"
    )
    detail = models.JSONField("说明", default=dict, blank=True)
    previous = models.CharField("前号摘要", max_length=64)
    digest = models.CharField("本号摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "存证"
        verbose_name_plural = "存证账"
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"第 {self.seq} 号 {self.act}"

    def fields_of_digest(self) -> dict[str, Any]:
        """What the digest covers: every field but the digests of the chain itself."""
        return {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(),
            "act": self.act,
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "role": self.role,
            "section": self.section_id,
            "subject": self.subject,
            "subject_digest": self.subject_digest,
            "revision": self.revision_id,
            "detail": self.detail,
        }


class LedgerAnchor(models.Model):
    """The head of the chain as it was printed somewhere."""

    seq = models.PositiveBigIntegerField("序号")
    digest = models.CharField("摘要", max_length=64)
    at = models.DateTimeField("时刻")
    where = models.CharField("载于", max_length=120)
    seal = models.CharField("封签", max_length=64)

    class Meta:
        verbose_name = "锚点"
        verbose_name_plural = "锚点"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.where}：第 {self.seq} 号"
