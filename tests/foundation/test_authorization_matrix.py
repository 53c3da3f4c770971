"""Every role against every act and every address, for its own section and for another: what tests.foundation.matrix says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page, Site, Task, Workflow

from foundation import process
from foundation.accounts import managing
from foundation.acting import acting_as
from foundation.acts.scheduling import take_back
from foundation.acts.sealing import may_read_sealed
from foundation.bars import Barred
from foundation.clock import now, today
from foundation.leaving import leaving_url
from foundation.models import (
    ActOnAct,
    ActPage,
    CorrectionPage,
    OfficeAct,
    RoleHolding,
    ScheduledPublication,
    SealingPage,
    User,
)
from foundation.models.tasks import RoleTask
from foundation.office.deciding import decide, propose
from foundation.office.kinds import registered
from foundation.roles import SITE_ROLES, Role
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, send_back, submit
from tests.factories.acts_on_acts import begin, changed, done, reviewed, step_of
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory, staff
from tests.foundation.matrix import (
    ABSENT,
    ACCOUNT_ACTS,
    ADDRESSES,
    GONE,
    MOVES,
    NOBODY,
    OFFICE_ACTS,
    OPEN,
    OTHER_ACTS,
    PAGE_ACTS,
    REFUSED,
    STAFF,
    SUPERUSER,
    TASKS,
    Row,
    Who,
)

pytestmark = pytest.mark.django_db
OWN, ELSEWHERE = "own", "elsewhere"
PLACES = (OWN, ELSEWHERE)
OURS = ("foundation", "portal", "notices", "search", "programmes", "publicity")
TABLE = "tests/foundation/matrix.py"


# --- the world: two sections, everyone with a role in the first, and one of each thing in both ------------------------


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


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; each question is asked in a savepoint that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield lay_the_world()
        transaction.set_rollback(True)


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
    old, new = live.live_revision_id, changed(office, live, title="又改").latest_revision_id
    return {
        "section": [section],
        "draft": [writing.pk],
        "in review": [sent.pk],
        "published": [live.pk],
        "sealed": [taken_down.pk],
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
        "holding": [RoleHolding.objects.get(user=office[Role.SIGNATORY]).pk],
        "section's page": [_path(office.section)],
        "draft's page": [_path(writing)],
        "page in review": [_path(sent)],
        "published page": [_path(live)],
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
        "chapter": ["editor"],
        "no picture": ["none.webp"],
        "no file": ["none.txt"],
        "larger": ["larger"],
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


def answer(response: Any) -> str:
    """In the table's words. Being sent somewhere else inside the admin is a refusal, unless something was posted."""
    status, where = response.status_code, response.get("Location", "")
    if status in (404, 410, 403):
        return {404: ABSENT, 410: GONE, 403: REFUSED}[status]
    if status == 302 and where.startswith("/admin/"):
        wrote = response.wsgi_request.method == "POST" and not where.startswith("/admin/login/")
        says = [each.level for each in get_messages(response.wsgi_request)]
        return OPEN if wrote and not (where == "/admin/" and ERROR in says) else REFUSED
    return OPEN if status in (200, 302) else str(status)


# --- the table is whole ----------------------------------------------------------------------------------------------


def concrete(base: type[Any]) -> Iterator[type[Any]]:
    for one in base.__subclasses__():
        if not one._meta.abstract:
            yield one
        yield from concrete(one)


def ours(label: str) -> bool:
    return apps.get_app_config(label).name.partition(".")[0] in OURS


def addresses_of(resolver: Any, space: str = "") -> Iterator[str]:
    """The names of all addresses whose view is ours."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from addresses_of(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name and _module_of(one.callback).partition(".")[0] in OURS:
            yield space + one.name


def _module_of(view: Any) -> str:
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return str(getattr(view, "view_class", view).__module__)


def missing(found: set[str], listed: set[str], table: str, line: str) -> str:
    return "\n".join(
        f"“{name}” is not in the table. Say who may, in {TABLE}: {table}[{name!r}] = {line}"
        for name in sorted(found - listed)
    )


def test_every_kind_of_act_page_is_in_the_table() -> None:
    kinds = {kind._meta.label_lower for kind in concrete(ActPage) if ours(kind._meta.app_label)}
    assert not (says := missing(kinds, set(PAGE_ACTS), "PAGE_ACTS", "ON_ITS_WAY")), says


def test_every_task_is_in_the_table_and_judged_by_its_role() -> None:
    tasks = {task._meta.label_lower: task.role for task in concrete(RoleTask) if ours(task._meta.app_label)}
    assert not (says := missing(set(tasks), set(TASKS), "TASKS", "its role")), says
    assert tasks == TASKS


def test_every_kind_of_office_act_is_in_the_table() -> None:
    kinds = {kind.code for kind in registered()}
    assert not (says := missing(kinds, set(OFFICE_ACTS), "OFFICE_ACTS", "(may(…), may(…))")), says
    untried = sorted(kinds - set(SAMPLES))
    assert not untried, f"Nobody can try {untried}: give each a payload in SAMPLES of test_authorization_matrix.py."


def test_every_move_of_every_process_is_in_the_table() -> None:
    moves = {
        f"{one.code}.{move.code}": frozenset(str(actor) for actor in move.actors)
        for one in process.registered()
        for move in one.moves
    }
    assert not (says := missing(set(moves), set(MOVES), "MOVES", "frozenset({its actors})")), says
    assert {name: MOVES[name] for name in moves} == moves


def test_every_address_of_ours_is_in_the_table() -> None:
    listed = {line.removeprefix("POST ").partition(" ")[0] for line in ADDRESSES}
    says = missing(set(addresses_of(get_resolver())), listed, "ADDRESSES", "may(…)")
    assert not says, says


def test_what_is_missing_is_named_with_the_line_to_add() -> None:
    assert "ADDRESSES['new-screen'] = may(…)" in missing({"new-screen", "office"}, {"office"}, "ADDRESSES", "may(…)")


# --- acts on pages ---------------------------------------------------------------------------------------------------


def written(office: Bureau, kind: str) -> Any:
    """A page of this kind, ready to be sent."""
    model = apps.get_model(kind)
    if not issubclass(model, ActOnAct):
        return WRITTEN[kind](office)
    target = published(office)
    return begin(office, model, changed(office, target, title="改过") if model is CorrectionPage else target)


# How each kind of page that is not about another comes to be.
WRITTEN: dict[str, Callable[[Bureau], Any]] = {"notices.announcementpage": draft}


def take_back_what_one_sent(page: Any, user: User) -> None:
    with acting_as(user):
        fresh(page).current_workflow_state.cancel(user=user)


def send_again(page: Any, user: User) -> None:
    with acting_as(user):
        fresh(page).current_workflow_state.resume(user=user)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", PAGE_ACTS)
def test_who_moves_a_page_on_its_way(kind: str, place: str, world: World) -> None:
    office, rows = world.offices[place], PAGE_ACTS[kind]
    page = written(office, kind)

    def tried(what: str, act: Callable[[User], object]) -> Iterator[str]:
        return wrong_answers(world, what, rows[what], place, act)

    # Whoever works here sent it and passed it; in another section its own people did.
    wrong = [*tried("submit", lambda user: submit(page, user))]
    submit(page, office[Role.EDITOR])
    wrong += tried("take back what one sent", lambda user: take_back_what_one_sent(page, user))
    wrong += tried("review", lambda user: approve(step_of(page), user))
    wrong += tried("return at review", lambda user: send_back(step_of(page), user))
    with undone():
        send_back(step_of(page), office[Role.REVIEWER])
        wrong += tried("send again what was returned", lambda user: send_again(page, user))
    approve(step_of(page), office[Role.REVIEWER])
    wrong += tried("sign", lambda user: approve(step_of(page), user))
    wrong += tried("return at signing", lambda user: send_back(step_of(page), user))
    assert not wrong, "\n".join(wrong)


OTHERS: dict[str, Callable[[World, str, User], object]] = {
    "take a signature back": lambda world, place, user: take_back(world.things[place]["signature"][0], user),
    "read what was sealed": lambda world, place, user: _read(world.things[place]["sealed"][0], user),
}


def _read(pk: int, user: User) -> None:
    if not may_read_sealed(user, Page.objects.get(pk=pk)):
        raise Barred("不能读。")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("what", OTHER_ACTS)
def test_who_does_what_comes_after(what: str, place: str, world: World) -> None:
    wrong = [
        *wrong_answers(world, what, OTHER_ACTS[what], place, lambda user: OTHERS[what](world, place, user)),
    ]
    assert not wrong, "\n".join(wrong)


# --- acts that are no page -------------------------------------------------------------------------------------------


def _deputation(office: Bureau) -> dict[str, Any]:
    days = {"from": today().isoformat(), "to": (today() + timedelta(days=2)).isoformat()}
    return {"user": UserFactory().pk, "role": "signatory", "deputy_for": office[Role.SIGNATORY].pk, **days}


def _revocation(office: Bureau) -> dict[str, Any]:
    holding = RoleHolding.objects.get(user=person(Role.ARCHIVIST, office.section))
    return {"holding": holding.pk, "user": holding.user_id}


def _new_phone(office: Bureau) -> dict[str, Any]:
    identity = office.site.identity
    return {"identity": identity.pk, "to": {"phone": "0000-1111111"}, "was": {"phone": identity.phone}}


# What each kind is tried with, in a section.
SAMPLES: dict[str, Callable[[Bureau], dict[str, Any]]] = {
    "grant_role": lambda office: {"user": UserFactory().pk, "role": "editor"},
    "revoke_role": _revocation,
    "depute": _deputation,
    "change_identity": _new_phone,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", OFFICE_ACTS)
def test_who_proposes_and_who_decides(kind: str, place: str, world: World) -> None:
    office, (proposing, deciding) = world.offices[place], OFFICE_ACTS[kind]
    payload, section = SAMPLES[kind](office), office.section
    wrong = [
        *wrong_answers(
            world, f"propose {kind}", proposing, place, lambda user: propose(kind, payload, "任职文件", user, section)
        )
    ]
    proposer = next(role for role in Role if role in proposing.own)
    act = propose(kind, payload, "任职文件", office[proposer], section)
    wrong += wrong_answers(world, f"decide {kind}", deciding, place, lambda user: decide(act, True, user))
    wrong += wrong_answers(world, f"refuse {kind}", deciding, place, lambda user: decide(act, False, user, "不合适"))
    assert not wrong, "\n".join(wrong)


LONG_PASSWORD = "Another-password-2"
ACCOUNTS: dict[str, Callable[[User, User], object]] = {
    "create": lambda account, by: managing.create_account(
        username="newcomer", name="新人", unit="", email="", password=LONG_PASSWORD, by=by
    ),
    "change details": lambda account, by: managing.change_details(account, name="改名", unit="", email="", by=by),
    "disable": lambda account, by: managing.set_active(account, False, by),
    "set password": lambda account, by: managing.set_password(account, LONG_PASSWORD, by),
    "unlock": lambda account, by: managing.unlock(account, by),
}


@pytest.mark.parametrize("what", ACCOUNT_ACTS)
def test_who_manages_accounts(what: str, world: World) -> None:
    account = UserFactory(username="locked-out")
    AccessAttempt.objects.create(username=account.username, failures_since_start=9, attempt_time=now())
    wrong = [*wrong_answers(world, what, ACCOUNT_ACTS[what], OWN, lambda user: ACCOUNTS[what](account, user))]
    assert not wrong, "\n".join(wrong)


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ADDRESSES)
def test_who_opens_an_address(line: str, world: World) -> None:
    row = ADDRESSES[line]
    name, _, thing = line.removeprefix("POST ").partition(" ")
    wrong = []
    for place in world.places_of(thing):
        address = world.address(name, thing, place)
        for who, client in world.clients.items():
            client.cookies.pop("messages", None)  # what the last request said is not this one's answer
            with undone():
                found = answer(client.post(address) if line.startswith("POST ") else client.get(address))
            told = row.finds if expected(row, who, place) else row.otherwise
            if who == NOBODY and NOBODY not in row.own:
                told = REFUSED  # asked to sign in first
            if found != told:
                wrong.append(f"{who} ({place}): {found}; the table says {told}.")
    assert not wrong, f"{line}\n" + "\n".join(wrong)
