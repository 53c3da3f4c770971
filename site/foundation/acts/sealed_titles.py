"""Who may still see that a sealed page is there, and its title: the archivist and the supervisor of its section."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from foundation.models.published_act import PublishedAct
from foundation.roles import Role
from foundation.standing import standing_of

Pages = TypeVar("Pages", bound="PageQuerySet[Any]")

KEEPERS = (Role.ARCHIVIST, Role.SUPERVISOR)


def hidden_from(user: Any) -> QuerySet[PublishedAct]:
    """The sealed acts this person may know nothing of; a superuser is asked like anyone else."""
    sealed = PublishedAct.objects.filter(sealing__isnull=False)
    for path in standing_of(user).paths(*KEEPERS):
        sealed = sealed.exclude(page__path__startswith=path)
    return sealed


def visible_to(user: Any, pages: Pages) -> Pages:
    """Those of them that may be listed to this person."""
    return pages.exclude(pk__in=hidden_from(user).values("pk"))


def is_hidden(user: Any, page: Page) -> bool:
    """No query for what is live or never was published, which is nearly everything."""
    if page.live or page.first_published_at is None:
        return False
    return hidden_from(user).filter(pk=page.pk).exists()
