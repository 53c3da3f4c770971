"""The first three administrators, from the server: three people, once, in the open."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from foundation import ledger
from foundation.accounts.managing import faults_of_password
from foundation.clock import now
from foundation.granting import grant, revoke
from foundation.health import Level
from foundation.health_checks import administrators
from foundation.management.commands import first_administrators
from foundation.management.commands.first_administrators import random_password
from foundation.models import LedgerEntry, RoleHolding, SecurityEvent, User
from foundation.roles import SITE_ROLES, Role
from foundation.standing import standing_of
from tests.factories.people import UserFactory
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db

NAMES = {"system": "xitong", "security": "anquan", "audit": "shenji"}
ROLES = {
    "xitong": Role.SYSTEM_ADMINISTRATOR,
    "anquan": Role.SECURITY_ADMINISTRATOR,
    "shenji": Role.AUDIT_ADMINISTRATOR,
}


def run(**options: object) -> str:
    said = StringIO()
    call_command("first_administrators", stdout=said, **{**NAMES, **options})
    return said.getvalue()


def printed(said: str) -> dict[str, str]:
    """Account -> the password printed for it."""
    return dict(re.findall(r"：(\w+)　初始密码 (\S+)$", said, re.MULTILINE))


def test_each_gets_their_role_and_no_other() -> None:
    run()
    held = {user.username: [one.role for one in standing_of(user).held] for user in User.objects.all()}
    assert held == {name: [role] for name, role in ROLES.items()}


def test_the_passwords_are_printed_once_sign_in_and_must_be_changed() -> None:
    small_site()
    for name, password in printed(run()).items():
        client = Client()
        client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})
        assert client.get(reverse("accounts"))["Location"] == "/admin/change-password/"


def test_three_passwords_differ_and_keep_the_rules() -> None:
    passwords = printed(run())
    assert set(passwords) == set(NAMES.values())
    assert len(set(passwords.values())) == 3
    assert all(not faults_of_password(random_password(), User()) for _ in range(50))


def test_it_stands_in_the_ledger_and_in_the_security_log() -> None:
    run()
    rows = LedgerEntry.objects.filter(act="role.granted")
    assert sorted(row.detail["role"] for row in rows) == sorted(role.value for role in SITE_ROLES)
    assert {row.actor for row in rows} == {None}
    assert ledger.verify() is None
    details = list(SecurityEvent.objects.values_list("detail", flat=True))
    assert details.count("新建账号") == 3
    assert sum(detail.startswith("授予：") for detail in details) == 3


def test_the_site_has_its_administrators_afterwards(settings: Any) -> None:
    settings.DEMO_ALLOWED = False
    assert administrators().level is not Level.OK
    run()
    assert administrators().level is Level.OK


@pytest.mark.parametrize("role", sorted(SITE_ROLES))
def test_where_one_of_the_roles_is_held_nothing_is_made(role: Role) -> None:
    holder = UserFactory(username="there", is_active=True)
    grant(holder, role, None, by=None)
    User.objects.filter(pk=holder.pk).update(is_active=False)
    with pytest.raises(CommandError, match=f"已经有{role.label} there。.*没有建立任何账号"):
        run()
    assert User.objects.count() == 1


def test_a_role_that_ended_stands_in_nobodys_way() -> None:
    holder = UserFactory()
    revoke(grant(holder, Role.AUDIT_ADMINISTRATOR, None, by=None), by=None)
    grant(
        UserFactory(), Role.SYSTEM_ADMINISTRATOR, None, by=None,
        since=now() - timedelta(days=2), until=now() - timedelta(days=1),
    )  # fmt: skip
    run()
    assert RoleHolding.objects.in_force(now()).count() == 3


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"audit": "xitong"}, "由三个人分别担任"),
        ({"audit": "XiTong"}, "由三个人分别担任"),
        ({"audit": "there"}, "已经有账号“there”"),
        ({"audit": "THERE"}, "已经有账号“THERE”"),
        ({"audit": "审计"}, "账号以字母开头"),
        ({"audit": " "}, "请用 --audit 写明审计管理员的账号"),
    ],
)
def test_names_that_will_not_do_are_refused_and_nothing_is_made(options: dict[str, str], words: str) -> None:
    UserFactory(username="there")
    with pytest.raises(CommandError, match=words):
        run(**options)
    assert User.objects.count() == 1
    assert not RoleHolding.objects.exists()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is typed at the prompts, in order."""
    answers: list[str] = []
    monkeypatch.setattr(first_administrators, "getpass", lambda prompt: answers.pop(0))
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(0))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    yield answers
    assert answers == []


def test_names_are_asked_for_where_somebody_sits(typed: list[str]) -> None:
    typed += ["jia", "yi", "bing"]
    said = run(system="", security="", audit="")
    assert set(printed(said)) == {"jia", "yi", "bing"}


def test_passwords_may_be_typed_and_are_not_printed(typed: list[str]) -> None:
    typed += ["Quiet-harbour-27", "Loud-mountain-38", "Green-valley-49"]
    said = run(ask_passwords=True)
    assert "harbour" not in said
    assert User.objects.get(username="shenji").check_password("Green-valley-49")
    assert all(User.objects.values_list("must_change_password", flat=True))


def test_a_weak_password_is_refused_and_nothing_is_made(typed: list[str]) -> None:
    typed += ["Quiet-harbour-27", "short", "Green-valley-49"]
    with pytest.raises(CommandError, match=r"安全管理员：.*没有建立任何账号"):
        run(ask_passwords=True)
    assert not User.objects.exists()
