"""Giving and taking roles: one function each, writing at once what Wagtail reads, what guardian reads, and the ledger."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from guardian.models import GroupObjectPermission
from guardian.shortcuts import assign_perm
from wagtail.models import GroupPagePermission, Page

from foundation import ledger
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.deputising import bars_to_deputising
from foundation.models.holding import RoleHolding
from foundation.models.section import SectionPage
from foundation.models.security_event import SecurityEvent
from foundation.models.user import User
from foundation.roles import LABELS, SITE_ROLES, Held, Role, clashes
from foundation.security_log import record
from foundation.standing import CACHE

DID = {"role.granted": "授予", "role.deputed": "代理", "role.revoked": "撤销", "role.expired": "到期"}
# What Wagtail's own permissions let a role do with pages. Publishing is in none: it happens by the workflow alone.
PAGE_PERMISSIONS = {Role.EDITOR: ("add_page", "change_page")}


def grant(
    user: User,
    role: Role,
    section: Page | None,
    *,
    by: User | None,
    until: datetime | None = None,
    since: datetime | None = None,
    deputy_for: User | None = None,
    as_role: Role = Role.SECURITY_ADMINISTRATOR,
    proposed_by: User | None = None,
) -> RoleHolding:
    """Give a role. Refused with every reason: to oneself, to someone inactive, beside an incompatible role."""
    with transaction.atomic():
        bars = list(reasons_against(user, role, section, by=by, deputy_for=deputy_for, until=until))
        if bars:
            raise Barred(bars)
        holding = RoleHolding.objects.create(
            user=user, role=role.value, section=section, since=since or now(), until=until, deputy_for=deputy_for
        )
        user.groups.add(group_for(role, section))
        _tell("role.deputed" if deputy_for else "role.granted", holding, by, as_role, proposed_by)
    user.__dict__.pop(CACHE, None)
    return holding


def revoke(
    holding: RoleHolding,
    *,
    by: User | None,
    act: str = "role.revoked",
    as_role: Role = Role.SECURITY_ADMINISTRATOR,
    proposed_by: User | None = None,
) -> None:
    """Take a role away, at once and everywhere."""
    with transaction.atomic():
        row = RoleHolding.objects.select_for_update().get(pk=holding.pk)
        if row.revoked_at is not None:
            raise Barred("这项职责已经撤销。")
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        role = Role(row.role)
        still = RoleHolding.objects.filter(user=row.user, role=row.role, section=row.section).in_force(now())
        if not still.exists():
            row.user.groups.remove(group_for(role, row.section))
        _tell(act, row, by, as_role, proposed_by)
    row.user.__dict__.pop(CACHE, None)
    holding.revoked_at = row.revoked_at


def reasons_against(
    user: User,
    role: Role,
    section: Page | None,
    *,
    by: User | None,
    deputy_for: User | None = None,
    until: datetime | None = None,
) -> list[Bar]:
    bars: list[Bar] = []
    if by is not None and by.pk == user.pk:
        bars.append(Bar("不能给自己授予职责。"))
    if not user.is_active:
        bars.append(Bar(f"{user}的账号已停用，不能授予职责。"))
    if user.is_superuser and role not in SITE_ROLES:
        bars.append(Bar(f"{user}的账号有超级权限，不能承担业务职责。"))
    if role in SITE_ROLES and section is not None:
        bars.append(Bar(f"{role.label}是全站职责，不分栏目。"))
    if role not in SITE_ROLES and section is None:
        bars.append(Bar(f"授予{role.label}职责时要选定栏目。"))
    if deputy_for is not None:
        bars += bars_to_deputising(deputy_for, role, section, until)
    wanted = Held(role, section.path if section is not None else "")
    bars += [Bar(f"{user}已有的职责与{role.label}不相容：{rule.why}。") for rule in clashes(wanted, _all_held(user))]
    return bars


def _all_held(user: User) -> list[Held]:
    """Held now or already promised for later days: a clash in the future is a clash."""
    rows = RoleHolding.objects.filter(user=user, revoked_at=None).exclude(until__lte=now())
    return [Held(Role(role), path or "") for role, path in rows.values_list("role", "section__path")]


def group_for(role: Role, section: Page | None) -> Group:
    """The group that stands for a role in a section: with it come Wagtail's and guardian's permissions."""
    name = LABELS[role] if section is None else f"{LABELS[role]} · {section.title[:60]} #{section.pk}"
    group, created = Group.objects.get_or_create(name=name)
    if created:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        if section is not None:
            for codename in PAGE_PERMISSIONS.get(role, ()):
                permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
                GroupPagePermission.objects.create(group=group, page=section, permission=permission)
            concrete = SectionPage.objects.filter(pk=section.pk).first()
            if concrete is not None:
                assign_perm(f"foundation.act_as_{role.value}", group, concrete)
    return group


@receiver(post_delete, sender=SectionPage)
def forget_section(instance: SectionPage, **kwargs: Any) -> None:
    """Guardian keeps object permissions without a foreign key: they go with the section, here."""
    kind = ContentType.objects.get_for_model(SectionPage)
    GroupObjectPermission.objects.filter(content_type=kind, object_pk=str(instance.pk)).delete()


def _tell(act: str, holding: RoleHolding, by: User | None, as_role: Role, proposed_by: User | None) -> None:
    """Ledger and permission log: who decided it, in which role, and who had proposed it."""
    ledger.append(
        act,
        actor=by,
        role=as_role.value if by else "",
        subject=f"user:{holding.user_id}",
        section=holding.section,
        detail={
            "holding": holding.pk,
            "role": holding.role,
            "until": holding.until.isoformat() if holding.until else None,
            "deputy_for": holding.deputy_for_id,
            "proposed_by": proposed_by.pk if proposed_by else None,
        },
    )
    people = "，".join(
        f"{person.get_username()} {did}" for person, did in ((proposed_by, "提出"), (by, "决定")) if person is not None
    )
    record(
        SecurityEvent.Kind.RIGHTS_CHANGED,
        user=holding.user,
        detail=f"{DID.get(act, act)}：{holding}" + (f"（{people}）" if people else ""),
    )
