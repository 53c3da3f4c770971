"""A role held by a person: for a section and all below it, or for the site; always, or for stated days as a deputy."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page

from foundation.roles import LABELS, SITE_ROLES, Role

# Sorted: a set's order changes from run to run, and the constraint would with it.
SITE_CODES = sorted(role.value for role in SITE_ROLES)


class HoldingQuerySet(models.QuerySet["RoleHolding"]):
    def in_force(self, at: datetime) -> "HoldingQuerySet":
        """What may be acted on: one's own, and a deputy's while whom they stand for holds the role themselves."""
        return self._running(at).filter(Q(deputy_for=None) | _principal_holds_it(at))

    def over(self, at: datetime) -> "HoldingQuerySet":
        """Not revoked and no longer of use: days that are past, deputies whose principal lost the role."""
        lapsed = Q(deputy_for__isnull=False) & ~_principal_holds_it(at)
        return self.filter(Q(until__lte=at) | lapsed, revoked_at=None)

    def covering(self, section: Page | None) -> "HoldingQuerySet":
        """Held for this place or one above it; without a place, for the site."""
        if section is None:
            return self.filter(section=None)
        path, step = section.path, Page.steplen
        return self.filter(section__path__in=[path[:end] for end in range(step, len(path) + 1, step)])

    def _running(self, at: datetime) -> "HoldingQuerySet":
        """Neither revoked nor outside its days, held by someone who may sign in and is no superuser in an official role.

        Who may change everything on Wagtail's screens does nothing official: one person would be every pair of eyes.
        """
        return self.filter(
            Q(until=None) | Q(until__gt=at),
            Q(user__is_superuser=False) | Q(role__in=SITE_CODES),
            since__lte=at,
            revoked_at=None,
            user__is_active=True,
        )


def _principal_holds_it(at: datetime) -> Exists:
    """Whether whom a deputation is for holds the same role, there or above, and not as a deputy."""
    own = RoleHolding.objects.all()._running(at).filter(deputy_for=None, user=OuterRef("deputy_for"))
    there = ExpressionWrapper(OuterRef("section__path"), output_field=CharField())
    branch = Q(section=None) | Q(there__startswith=F("section__path"))
    return Exists(own.alias(there=there).filter(branch, role=OuterRef("role")))


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
