"""An act on its way: people with roles, a page they move, and the steps one by one."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import TaskState

from foundation.acting import acting_as
from foundation.granting import grant
from foundation.models import SectionPage, User
from foundation.roles import SITE_ROLES, Role
from notices.models import AnnouncementPage
from portal.tree import lay_the_workflow
from tests.factories.laid import laid_once
from tests.factories.pages import AnnouncementPageFactory
from tests.factories.people import UserFactory
from tests.factories.sites import SmallSite, small_site


@dataclass(frozen=True)
class Bureau:
    """A small site with its workflow and one person for each role of the section."""

    site: SmallSite
    people: dict[Role, User]

    @property
    def section(self) -> SectionPage:
        return self.site.section

    def __getitem__(self, role: Role) -> User:
        return self.people[role]


@laid_once
def bureau() -> Bureau:
    site = small_site()
    lay_the_workflow(site.home)
    return Bureau(site, {role: person(role, site.section) for role in Role})


def person(role: Role, section: SectionPage) -> User:
    user: User = UserFactory(last_name=role.label)
    grant(user, role, None if role in SITE_ROLES else section, by=None)
    return user


@laid_once
def draft(bureau: Bureau, **fields: object) -> AnnouncementPage:
    """A page its editor has written and not yet sent."""
    page: AnnouncementPage = AnnouncementPageFactory(
        parent=bureau.section, live=False, owner=bureau[Role.EDITOR], **fields
    )
    page.save_revision(user=bureau[Role.EDITOR])
    return fresh(page)


@laid_once
def submit(page: AnnouncementPage, editor: User) -> TaskState:
    with transaction.atomic(), acting_as(editor):
        page.get_workflow().start(page, editor)
    return step(page)


@laid_once
def approve(state: TaskState, user: User, **kwargs: object) -> None:
    state.task.specific.on_action(state, user, "approve", **{"secrecy_cleared": True, **kwargs})


def send_back(state: TaskState, user: User, comment: str = "请补充依据。") -> None:
    state.task.specific.on_action(state, user, "reject", comment=comment)


def step(page: AnnouncementPage) -> TaskState:
    """The step the page is at now."""
    state = fresh(page).current_workflow_task_state
    assert state is not None
    return state


def fresh(page: AnnouncementPage) -> AnnouncementPage:
    return type(page).objects.get(pk=page.pk)


@laid_once
def published(bureau: Bureau, **fields: object) -> AnnouncementPage:
    """A page that went the whole way."""
    page = draft(bureau, **fields)
    approve(submit(page, bureau[Role.EDITOR]), bureau[Role.REVIEWER])
    approve(step(page), bureau[Role.SIGNATORY])
    return fresh(page)
