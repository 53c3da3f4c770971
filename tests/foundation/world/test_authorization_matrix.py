"""Every role against every act, for its own section and for another: what tests.foundation.world.matrix says."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from wagtail.models import Page

from foundation.accounts import managing
from foundation.acting import acting_as
from foundation.acts.scheduling import take_back
from foundation.acts.sealing import may_read_sealed
from foundation.bars import Barred
from foundation.clock import now, today
from foundation.models import (
    CorrectionPage,
    RoleHolding,
    User,
)
from foundation.office.deciding import decide, propose
from foundation.office.kinds import registered
from foundation.roles import Role
from notices.models import ExtensionPage
from tests.factories.acts import Bureau, approve, draft, fresh, person, published, send_back, submit
from tests.factories.acts_on_acts import begin, changed, step_of
from tests.factories.calls import call, call_draft, extension
from tests.factories.comments import draft_closed_long_ago, written_summary
from tests.factories.notices import proposed
from tests.factories.people import UserFactory
from tests.factories.regulations import a_change, imported
from tests.foundation.world.authorization import OWN, PLACES, World, undone, wrong_answers
from tests.foundation.world.matrix import (
    ACCOUNT_ACTS,
    OFFICE_ACTS,
    OTHER_ACTS,
    PAGE_ACTS,
)

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]


# --- acts on pages ---------------------------------------------------------------------------------------------------


def written(office: Bureau, kind: str) -> Any:
    """A page of this kind, ready to be sent."""
    model = apps.get_model(kind)
    if kind in WRITTEN:
        return WRITTEN[kind](office)
    if model is ExtensionPage:
        return extension(office, call(office), today() + timedelta(days=40))
    target = published(office)
    return begin(office, model, changed(office, target, title="改过") if model is CorrectionPage else target)


# How each kind of page comes to be that does not only name another.
WRITTEN: dict[str, Callable[[Bureau], Any]] = {
    "notices.announcementpage": draft,
    "notices.callpage": call_draft,
    "notices.regulationpage": imported,
    "notices.regulationchangepage": a_change,
    "notices.commentsummarypage": lambda office: written_summary(office, draft_closed_long_ago(office)),
}


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


def _holidays(office: Bureau) -> dict[str, Any]:
    with undone():
        return dict(proposed(office).payload)


# What each kind is tried with, in a section.
SAMPLES: dict[str, Callable[[Bureau], dict[str, Any]]] = {
    "grant_role": lambda office: {"user": UserFactory().pk, "role": "editor"},
    "revoke_role": _revocation,
    "depute": _deputation,
    "change_identity": _new_phone,
    "enter_holidays": _holidays,
}


def test_every_kind_of_office_act_is_tried() -> None:
    untried = sorted({kind.code for kind in registered()} - set(SAMPLES))
    assert not untried, f"Nobody can try {untried}: give each a payload in SAMPLES of test_authorization_matrix.py."


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
