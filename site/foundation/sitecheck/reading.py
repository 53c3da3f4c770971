"""Which findings a person is shown: those of their sections, and those of the whole site."""

from django.db.models import Q, QuerySet

from foundation.acts.sealed_titles import hidden_from
from foundation.models.site_finding import SiteFinding
from foundation.models.user import User
from foundation.roles import Role
from foundation.standing import standing_of

READERS = (Role.EDITOR, Role.SUPERVISOR)


def findings_for(user: User) -> "QuerySet[SiteFinding]":
    paths = standing_of(user).paths(*READERS)
    if not paths:
        return SiteFinding.objects.none()
    mine = Q(page__depth__lte=2)  # home
    for path in paths:
        mine |= Q(page__path__startswith=path)
    # Sealed since the last look: its title is for its keepers.
    return (
        SiteFinding.objects.filter(mine).exclude(page__in=hidden_from(user).values("pk")).select_related("page", "run")
    )
