"""What a person may act as, now. Every act asks here; nothing else asks has_perm or is_superuser."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from foundation.clock import now
from foundation.models.holding import RoleHolding
from foundation.models.user import User
from foundation.roles import Held, Role

CACHE = "_standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """All the roles one person holds at one instant."""

    held: tuple[Held, ...] = ()

    def may(self, role: Role, section: Page | None = None) -> bool:
        """Whether they hold this role for this page's place in the tree (or, without one, for the site)."""
        return bool(self._held_there(role, section))

    def anywhere(self, *roles: Role) -> bool:
        """Whether they hold one of these roles for any section."""
        return any(have.role in roles for have in self.held)

    def paths(self, *roles: Role) -> list[str]:
        """The branches for which they hold one of these roles."""
        return sorted({have.path for have in self.held if have.role in roles})

    def principals(self, role: Role, section: Page | None = None) -> set[int]:
        """For whom they act in this role there, by key; for nobody when they also hold it themselves."""
        whom = {have.deputy_for for have in self._held_there(role, section)}
        return set() if None in whom else {pk for pk in whom if pk is not None}

    def _held_there(self, role: Role, section: Page | None) -> list[Held]:
        path = section.path if section is not None else ""
        return [have for have in self.held if have.role is role and have.covers(path)]


def standing_of(user: User | AnonymousUser, *, fresh: bool = False) -> Standing:
    """One query a request: kept on the user, which each request loads anew. An act asks `fresh`."""
    if not isinstance(user, User) or not user.is_active:
        return Standing()
    kept: Standing | None = user.__dict__.get(CACHE)
    if kept is None or fresh:
        rows = (
            RoleHolding.objects.filter(user=user).in_force(now()).values_list("role", "section__path", "deputy_for_id")
        )
        kept = Standing(tuple(Held(Role(role), path or "", principal) for role, path, principal in rows))
        user.__dict__[CACHE] = kept
    return kept


def may_act_as(user: User, role: Role, section: Page | None = None) -> bool:
    """Asked at the act itself: from the database as it is now."""
    return standing_of(user, fresh=True).may(role, section)


def principals_of(user: User, role: Role, section: Page | None = None) -> set[int]:
    """The people for whom this person acts in this role there now: what bars one of them bars their deputy."""
    return standing_of(user).principals(role, section)


def holders(role: Role, section: Page | None = None) -> list[User]:
    """Everyone who may act in this role for this place now."""
    rows = RoleHolding.objects.in_force(now()).covering(section).filter(role=role.value)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("pk"))
