"""Granting, standing, what one person may not hold together, and deputies."""

from tests.mutations.fault import Fault

ROOM = "roles"

FAULTS = (
    Fault(
        name="who drafts in a section may sign there",
        room=ROOM,
        snippet='Incompatibility(Role.EDITOR, Role.SIGNATORY, "起草的人不能签发"),',
        becomes="",
        neighbourhood=("test_roles", "test_acts"),
    ),
    Fault(
        name="a supervisor drafts in the section beside",
        room=ROOM,
        snippet='Incompatibility(Role.SUPERVISOR, role, "监督的人不承担被监督的职责", True)',
        becomes='Incompatibility(Role.SUPERVISOR, role, "监督的人不承担被监督的职责")',
        neighbourhood=("test_roles",),
    ),
    Fault(
        name="a role outlives its last day",
        room=ROOM,
        snippet="Q(until=None) | Q(until__gt=at),",
        becomes='Q(until=None) | Q(until__gt=F("since")),',
        neighbourhood=("test_roles",),
    ),
    Fault(
        name="the deputy of somebody disabled goes on",
        room=ROOM,
        snippet="            user__is_active=True,\n        )",
        becomes="        )",
        neighbourhood=("test_deputising",),
    ),
    Fault(
        name="a deputy of a deputy acts",
        room=ROOM,
        snippet='._running(at).filter(deputy_for=None, user=OuterRef("deputy_for"))',
        becomes='._running(at).filter(user=OuterRef("deputy_for"))',
        neighbourhood=("test_deputising",),
    ),
    Fault(
        name="a role for a section holds for what stands above it",
        room=ROOM,
        snippet="    def covers(self, path: str) -> bool:\n        return path.startswith(self.path)",
        becomes="    def covers(self, path: str) -> bool:\n        return self.path.startswith(path)",
        neighbourhood=("test_roles",),
    ),
    Fault(
        name="a superuser acts in an official role",
        room=ROOM,
        snippet="Q(user__is_superuser=False) | Q(role__in=SITE_CODES),",
        becomes="Q(user__is_superuser=False) | Q(role__isnull=False),",
        neighbourhood=("test_deputising",),
    ),
    Fault(
        name="an incompatible role promised for later days is not seen",
        room=ROOM,
        snippet="rows = RoleHolding.objects.filter(user=user, revoked_at=None).exclude(until__lte=now())",
        becomes="rows = RoleHolding.objects.filter(user=user).in_force(now())",
        neighbourhood=("test_roles",),
    ),
    Fault(
        name="who lost a role stays in Wagtail's group",
        room=ROOM,
        snippet="row.user.groups.remove(group_for(role, row.section))",
        becomes="pass",
        neighbourhood=("test_roles",),
    ),
    Fault(
        name="who loses one of two equal roles loses Wagtail's group",
        room=ROOM,
        snippet="        if not still.exists():\n            row.user.groups.remove",
        becomes="        if row.pk:\n            row.user.groups.remove",
        neighbourhood=("test_roles", "test_office_deputies"),
    ),
    Fault(
        name="a deputation lasts longer than the role it stands for",
        room=ROOM,
        snippet="bars += bars_to_deputising(deputy_for, role, section, until)",
        becomes="bars += bars_to_deputising(deputy_for, role, section, None)",
        neighbourhood=("test_deputising",),
    ),
    Fault(
        name="a role may be given to an account that is disabled",
        room=ROOM,
        snippet="    if not user.is_active:\n        bars.append",
        becomes="    if not user.pk:\n        bars.append",
        neighbourhood=("test_roles",),
    ),
)
