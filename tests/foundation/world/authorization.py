"""The world in which tests.foundation.world.matrix is tried: two sections, their people, and one of each thing in both."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page, Site, Task, Workflow

from foundation.bars import Barred
from foundation.clock import now
from foundation.leaving import leaving_url
from foundation.models import (
    CorrectionPage,
    OfficeAct,
    RoleHolding,
    ScheduledPublication,
    SealingPage,
    User,
)
from foundation.roles import SITE_ROLES, Role
from notices.importing import bring_in
from notices.models import Agency
from tests.factories.acts import Bureau, approve, bureau, draft, person, published, submit
from tests.factories.acts_on_acts import begin, changed, done, reviewed, step_of
from tests.factories.calls import call
from tests.factories.comments import comment_on, open_draft
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory, staff
from tests.factories.regulations import SHORT
from tests.foundation.world.matrix import (
    NOBODY,
    STAFF,
    SUPERUSER,
    Row,
    Who,
)

OWN, ELSEWHERE = "own", "elsewhere"
PLACES = (OWN, ELSEWHERE)


@contextmanager
def laid_world(blocker: Any) -> Iterator["World"]:
    """Built once for a file of tests; each question is asked in a savepoint that is undone."""
    with blocker.unblock(), transaction.atomic():
        yield lay_the_world()
        transaction.set_rollback(True)


@dataclass
class World:
    offices: dict[str, Bureau]
    people: dict[Who, User | None]
    things: dict[str, dict[str, list[Any]]]
    clients: dict[Who, Client]

    def one(self, who: Who) -> User:
        """As a request finds them: nothing remembered from the last."""
        user = self.people[who]
        assert user is not None
        return User.objects.get(pk=user.pk)

    def places_of(self, thing: str) -> tuple[str, ...]:
        """A thing that both sections share is asked for once."""
        return PLACES if self.things[OWN][thing] != self.things[ELSEWHERE][thing] else (OWN,)

    def address(self, name: str, thing: str, place: str) -> str:
        given = self.things[place][thing]
        query = "".join(str(each) for each in given if str(each).startswith("?"))
        return reverse(name, args=[each for each in given if not str(each).startswith("?")]) + query


def lay_the_world() -> World:
    here = bureau()
    beside = SectionPageFactory(parent=Page.objects.get(pk=here.site.home.pk), title="别的栏目", slug="elsewhere")
    there = Bureau(replace(here.site, section=beside), {role: person(role, beside) for role in Role})
    offices = {OWN: here, ELSEWHERE: there}
    people: dict[Who, User | None] = {
        **here.people,
        SUPERUSER: User.objects.create_superuser("boss", "boss@example.invalid", "Right-password-1"),
        STAFF: staff(last_name="无职责"),
        NOBODY: None,
    }
    clients: dict[Who, Client] = {}
    for who, user in people.items():
        clients[who] = Client(raise_request_exception=False)
        if user is not None:
            clients[who].force_login(user, "django.contrib.auth.backends.ModelBackend")
    shared = _shared_things(here)
    things = {place: {**shared, **_things_of(office)} for place, office in offices.items()}
    return World(offices, people, things, clients)


def _things_of(office: Bureau) -> dict[str, list[Any]]:
    """Name in the table -> what reverse() is given."""
    section = office.section.pk
    writing, sent = draft(office), draft(office)
    state = submit(sent, office[Role.EDITOR])
    live, taken_down = published(office), published(office)
    done(office, SealingPage, taken_down)
    corrected = changed(office, published(office), title="改过的标题")
    correction = begin(office, CorrectionPage, corrected)
    correcting = submit(correction, office[Role.EDITOR])
    waiting = draft(office, publish_after=now() + timedelta(days=1))
    sign(office, reviewed(office, waiting))
    act = OfficeAct.objects.create(
        kind="grant_role", payload={"user": UserFactory().pk, "role": "editor", "section": section}, reason="任职",
        section=office.section, proposed_by=office[Role.SECURITY_ADMINISTRATOR], proposed_at=now(),
    )  # fmt: skip
    asking = open_draft(office)
    old, new = live.live_revision_id, changed(office, live, title="又改").latest_revision_id
    text = bring_in("办法.txt", SHORT.encode(), section=office.section, by=office[Role.EDITOR])
    return {
        "section": [section],
        "set": [text.pk],
        "draft": [writing.pk],
        "in review": [sent.pk],
        "published": [live.pk],
        "sealed": [taken_down.pk],
        "live in archive": [f"announcement:{live.pk}"],
        "announcement": ["notices", "announcementpage", section],
        "withdrawal": ["foundation", "withdrawalpage", section],
        "step": [state.pk],
        "correction's step": [correcting.pk],
        "review of it": [sent.pk, state.workflow_state_id],
        "approval of it": [sent.pk, "approve", state.pk],
        "task of it": [sent.pk, state.task_id],
        "old revision": [live.pk, old],
        "two revisions": [live.pk, old, new],
        "move to home": [live.pk, office.site.home.pk],
        "signature": [ScheduledPublication.objects.get(page_id=waiting.pk).pk],
        "office act": [act.pk],
        "open draft": [f"?draft={asking.pk}"],
        "comment": [comment_on(asking).pk],
        "holding": [RoleHolding.objects.get(user=office[Role.SIGNATORY]).pk],
        "section's page": [_path(office.section)],
        "draft's page": [_path(writing)],
        "page in review": [_path(sent)],
        "published page": [_path(live)],
        "call's folder": [_path(call(office))],
        "sealed page": [_path(taken_down)],
    }


def _shared_things(office: Bureau) -> dict[str, list[Any]]:
    someone = UserFactory(last_name="某人")
    return {
        "": [],
        "account": [someone.pk],
        "user": [someone.pk],
        "home": [office.site.home.pk],
        "front page": [""],
        "group": [office[Role.EDITOR].groups.get().pk],
        "workflow": [Workflow.objects.get().pk],
        "task": [Task.objects.get(name="签发").pk],
        "task kind": ["foundation", "signtask"],
        "site": [Site.objects.get().pk],
        "identity": ["foundation", "bureauidentity", Site.objects.get().pk],
        "agency": [Agency.objects.create(name="示例市科学技术局", level="city").pk],
        "document": [get_document_model().objects.create(title="附件", file=ContentFile(b"text", name="a.txt")).pk],
        "chapter": ["editor"],
        "no picture": ["none.webp"],
        "no file": ["none.txt"],
        "larger": ["larger"],
        "all notices": ["all"],
        "signed link": ["?" + leaving_url("https://example.org/").partition("?")[2]],
        "front page's code": ["?path=/"],
    }


def _path(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).url).lstrip("/")


def sign(office: Bureau, page: Any) -> None:
    approve(step_of(page), office[Role.SIGNATORY])


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# --- asking ----------------------------------------------------------------------------------------------------------


def expected(row: Row, who: Who, place: str) -> bool:
    if place == ELSEWHERE and row.elsewhere is not None:
        return who in row.elsewhere
    counts = place == OWN or NOBODY in row.own or who in SITE_ROLES or who in (SUPERUSER, STAFF)
    return who in row.own and counts


def wrong_answers(world: World, what: str, row: Row, place: str, act: Callable[[User], object]) -> Iterator[str]:
    """Let everyone try; each try is undone."""
    for who in world.people:
        if who == NOBODY:
            continue  # an act is somebody's
        did, should = succeeds(world.one(who), act), expected(row, who, place)
        if did is not should:
            yield f"{who} {'may' if did else 'may not'} {what} ({place}); the table says the opposite."


def succeeds(user: User, act: Callable[[User], object]) -> bool:
    with undone():
        try:
            with transaction.atomic():
                act(user)
        except Barred:
            return False
        return True
