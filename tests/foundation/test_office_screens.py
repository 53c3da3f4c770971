"""The screens of office acts: from the desk to the decision, and what each person is offered there."""

import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import OfficeAct, User
from foundation.office.deciding import decide, summary
from foundation.office.grants import propose_grant
from foundation.roles import Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau
from tests.factories.people import UserFactory
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db

SECURITY, SYSTEM = Role.SECURITY_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR
State = OfficeAct.State


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def newcomer() -> User:
    user: User = UserFactory(last_name="新来的")
    return user


@pytest.fixture
def proposal(office: Bureau, newcomer: User) -> OfficeAct:
    return propose_grant(newcomer, Role.REVIEWER, office.section, reason="任职文件", by=office[SECURITY])


def now_held(user: User, role: Role, office: Bureau) -> bool:
    return standing_of(User.objects.get(pk=user.pk)).may(role, office.section)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_from_the_desk_to_the_decision_and_back(office: Bureau, newcomer: User, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    address = reverse("office-act", args=[proposal.pk])
    desk = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "等我办理" in desk
    assert address in desk
    page = client.get(address).content.decode()
    assert "任职文件" in page
    assert 'value="approve"' in page
    answer = client.post(address, {"action": "approve", "comment": ""}, follow=True)
    assert "已同意，即时生效" in answer.content.decode()
    assert now_held(newcomer, Role.REVIEWER, office)
    again = client.post(address, {"action": "approve"}, follow=True).content.decode()
    assert "已经办过了" in again


def test_a_refusal_without_a_reason_stays_on_the_screen(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    answer = client.post(reverse("office-act", args=[proposal.pk]), {"action": "refuse", "comment": ""})
    assert "不同意时请写明理由" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.PROPOSED


def test_who_proposed_is_offered_to_take_it_back_and_nothing_else(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SECURITY])
    address = reverse("office-act", args=[proposal.pk])
    page = client.get(address).content.decode()
    assert 'value="take_back"' in page
    assert 'value="approve"' not in page
    client.post(address, {"action": "take_back"})
    proposal.refresh_from_db()
    assert proposal.state == State.TAKEN_BACK


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDIT_ADMINISTRATOR])
def test_who_watches_reads_all_and_is_offered_nothing(role: Role, office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[role])
    assert summary(proposal) in client.get(reverse("office")).content.decode()
    page = client.get(reverse("office-act", args=[proposal.pk])).content.decode()
    assert "任职文件" in page
    assert 'name="action"' not in page


def test_the_list_and_the_desk_cost_the_same_however_long(office: Bureau, proposal: OfficeAct) -> None:
    user = office[SYSTEM]

    def grow() -> None:
        for number in range(6):
            act = propose_grant(UserFactory(), Role.ARCHIVIST, office.section, reason="任职", by=office[SECURITY])
            if number % 2:
                decide(act, True, user)

    grow()
    for address in (reverse("office"), reverse("wagtailadmin_home")):
        client = client_of(user)
        assert_constant_queries(lambda client=client, address=address: client.get(address), grow)  # type: ignore[misc]


def test_one_act_costs_a_bounded_number_of_queries(office: Bureau, proposal: OfficeAct) -> None:
    client = client_of(office[SYSTEM])
    address = reverse("office-act", args=[proposal.pk])
    client.get(address)
    assert len(queries_of(lambda: client.get(address))) <= 45
