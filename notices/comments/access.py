"""Who reads comments and who answers them: by their role for the section of the draft."""

from django.db.models import Q, QuerySet

from foundation.bars import Barred
from foundation.models import User
from foundation.roles import Role
from foundation.standing import may_act_as, standing_of
from notices.models import Comment, RegulationPage

# Whoever judges the summary sees what it was made of; whoever watches sees everything.
READERS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)


def may_read(user: User, draft: RegulationPage) -> bool:
    standing = standing_of(user)
    return any(standing.may(role, draft) for role in READERS)


def may_answer(user: User, draft: RegulationPage) -> bool:
    """For the screen; the act asks anew."""
    return standing_of(user).may(Role.EDITOR, draft)


def readable(user: User) -> QuerySet[Comment]:
    """The comments on drafts of the sections this person has to do with."""
    found = Q(pk__in=[])
    for path in standing_of(user).paths(*READERS):
        found |= Q(page__path__startswith=path)
    return Comment.objects.filter(found).select_related("page")


def must_be_editor(user: User, draft: RegulationPage, what: str) -> None:
    if not may_act_as(user, Role.EDITOR, draft):
        raise Barred(f"您在这个栏目没有“编辑”职责，不能{what}。")
