"""A role held by a person: for a section and all below it, or for the site; always, or for stated days as a deputy."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from foundation.roles import LABELS, SITE_ROLES, Role

# Sorted: a set's order changes from run to run, and the constraint would with it.
SITE_CODES = sorted(role.value for role in SITE_ROLES)


class HoldingQuerySet(models.QuerySet["RoleHolding"]):
    def in_force(self, at: datetime) -> "HoldingQuerySet":
        """Neither revoked nor outside its days, and held by someone who may still sign in."""
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at, revoked_at=None, user__is_active=True)


class RoleHolding(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="人员", related_name="holdings")
    role = models.CharField("职责", max_length=20, choices=[(role.value, LABELS[role]) for role in Role])
    section = models.ForeignKey(
        "wagtailcore.Page", models.PROTECT, verbose_name="栏目", null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField("起")
    until = models.DateTimeField("止", null=True, blank=True)
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="代理谁", null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField("撤销时刻", null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = "职责"
        verbose_name_plural = "职责"
        ordering = ["user", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "section"],
                condition=Q(revoked_at=None, deputy_for=None, section__isnull=False),
                name="section_role_held_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(revoked_at=None, deputy_for=None, section=None),
                name="site_role_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="holding_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(deputy_for=None) | Q(until__isnull=False), name="deputies_have_an_end"),
            models.CheckConstraint(
                condition=(Q(role__in=SITE_CODES, section=None) | (~Q(role__in=SITE_CODES) & Q(section__isnull=False))),
                name="site_roles_have_no_section",
            ),
        ]

    def __str__(self) -> str:
        where = f"（{self.section}）" if self.section else ""
        return f"{self.user} {Role(self.role).label}{where}"
