"""The sign-in and permission log: what it takes down, what it never does, and how long it is kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from foundation.clock import now
from foundation.models import SecurityEvent, User
from foundation.proxies import client_address
from tests.factories.people import UserFactory, staff

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind
PASSWORD = "Right-password-1"
WRONG = "Wrong-guess-never-to-be-seen"


@pytest.fixture
def zhang() -> User:
    user = staff(username="zhang")
    SecurityEvent.objects.all().delete()
    return user


@pytest.fixture
def lock_out(settings: django_settings) -> None:
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 3


def sign_in(client: Client, password: str, username: str = "zhang", **extra: str) -> int:
    answer = client.post(reverse("wagtailadmin_login"), {"username": username, "password": password}, **extra)  # type: ignore[arg-type]
    return answer.status_code


def rows() -> list[tuple[str, str, str]]:
    return [(row.kind, row.username, row.detail) for row in SecurityEvent.objects.order_by("pk")]


def test_signing_in_and_out_is_taken_down_with_who_when_and_whence(zhang: User, client: Client) -> None:
    sign_in(client, PASSWORD, REMOTE_ADDR="192.0.2.7")
    client.post(reverse("wagtailadmin_logout"))
    signed_in, signed_out = SecurityEvent.objects.order_by("pk")
    assert (signed_in.kind, signed_in.user, signed_in.address) == (Kind.SIGNED_IN, zhang, "192.0.2.7")
    assert now() - signed_in.at < timedelta(minutes=1)
    assert len(signed_in.request_id) == 32
    assert (signed_out.kind, signed_out.user) == (Kind.SIGNED_OUT, zhang)


@pytest.mark.parametrize(("typed", "kept"), [("zhang", "zhang"), ("My-password-typed-here-1", "（没有这个账号）")])
def test_a_refused_sign_in_is_taken_down_and_no_mistyped_password_with_it(
    typed: str, kept: str, zhang: User, client: Client
) -> None:
    sign_in(client, WRONG, typed)
    assert rows() == [(Kind.REFUSED, kept, "")]


def test_being_locked_out_is_taken_down_and_told(zhang: User, client: Client, lock_out: None) -> None:
    assert [sign_in(client, WRONG) for _ in range(3)] == [200, 200, 429]
    assert [kind for kind, _, _ in rows()].count(Kind.LOCKED_OUT) == 1
    assert SecurityEvent.objects.get(kind=Kind.LOCKED_OUT).username == "zhang"


def test_the_right_password_does_not_open_a_locked_account(zhang: User, client: Client, lock_out: None) -> None:
    for _ in range(3):
        sign_in(client, WRONG)
    assert sign_in(client, PASSWORD) == 429
    assert not SecurityEvent.objects.filter(kind=Kind.SIGNED_IN).exists()


def test_no_password_is_ever_taken_down(zhang: User, client: Client, lock_out: None) -> None:
    for password in (WRONG, PASSWORD, WRONG, WRONG, WRONG):
        sign_in(client, password)
    zhang.set_password("Another-password-2")
    zhang.save()
    written = str(list(SecurityEvent.objects.values()))
    for secret in (WRONG, PASSWORD, "Another-password-2", zhang.password):
        assert secret not in written


# --- rights ----------------------------------------------------------------------------------------------------------


def test_joining_and_leaving_a_group_is_taken_down(zhang: User) -> None:
    group = Group.objects.create(name="编辑组")
    zhang.groups.add(group)
    zhang.groups.remove(group)
    assert [(row.kind, row.user, row.detail) for row in SecurityEvent.objects.order_by("pk")] == [
        (Kind.RIGHTS_CHANGED, zhang, "工作人员：增加 编辑组"),
        (Kind.RIGHTS_CHANGED, zhang, "工作人员：去掉 编辑组"),
    ]


def test_joining_from_the_side_of_the_group_is_taken_down_too(zhang: User) -> None:
    group = Group.objects.create(name="编辑组")
    group.user_set.add(zhang)
    assert [kind for kind, _, _ in rows()] == [Kind.RIGHTS_CHANGED]


def test_a_permission_given_to_a_group_or_a_person_is_taken_down(zhang: User) -> None:
    permission = Permission.objects.get(codename="change_site")
    group = Group.objects.create(name="编辑组")
    group.permissions.add(permission)
    zhang.user_permissions.add(permission)
    assert [(kind, detail.split("：")[0], "增加" in detail) for kind, _, detail in rows()] == [
        (Kind.RIGHTS_CHANGED, "编辑组", True),
        (Kind.RIGHTS_CHANGED, "工作人员", True),
    ]


def test_taking_all_groups_away_at_once_is_taken_down(zhang: User) -> None:
    zhang.groups.add(Group.objects.create(name="编辑组"))
    zhang.groups.clear()
    assert rows()[-1][::2] == (Kind.RIGHTS_CHANGED, "工作人员：清空 编辑组")


def test_what_was_there_already_is_no_change(zhang: User) -> None:
    group = Group.objects.create(name="编辑组")
    zhang.groups.add(group)
    zhang.groups.add(group)
    assert len(rows()) == 1


# --- accounts --------------------------------------------------------------------------------------------------------


def test_an_account_made_changed_and_deleted_is_taken_down() -> None:
    user = UserFactory(username="li")
    user.is_superuser, user.is_active = True, False
    user.save()
    user.set_password("Another-password-2")
    user.save()
    user.delete()
    assert rows() == [
        (Kind.ACCOUNT_CHANGED, "li", "新建账号"),
        (Kind.ACCOUNT_CHANGED, "li", "更改：启用、超级权限"),
        (Kind.ACCOUNT_CHANGED, "li", "更改：密码"),
        (Kind.ACCOUNT_CHANGED, "li", "删除账号"),
    ]
    assert not SecurityEvent.objects.exclude(user=None).exists(), "the row outlives the account, with its name"


def test_a_change_that_touches_no_right_is_not_taken_down(zhang: User) -> None:
    zhang.unit = "高新处"
    zhang.save()
    assert rows() == []


# --- where from, how long --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (None, "198.51.100.1", "192.0.2.7"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "not-an-address", None),
        (2, "203.0.113.9", "192.0.2.7"),
    ],
)
def test_a_forwarded_address_is_believed_only_behind_our_own_proxies(
    proxies: int | None, forwarded: str, address: str | None, settings: django_settings
) -> None:
    settings.AXES_IPWARE_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_rows_past_their_time_are_pruned_and_no_others(settings: django_settings) -> None:
    settings.SECURITY_LOG_KEEP_DAYS = 400
    for days in (399, 401, 500):
        SecurityEvent.objects.create(at=now() - timedelta(days=days), kind=Kind.SIGNED_IN, username=str(days))
    said = StringIO()
    call_command("prune_security_log", stdout=said)
    assert said.getvalue() == "已删除 2 条 400 天以前的记录。\n"
    assert [username for _, username, _ in rows()] == ["399"]


def test_the_law_s_six_months_cannot_be_undercut(settings: django_settings) -> None:
    settings.SECURITY_LOG_KEEP_DAYS = 182
    SecurityEvent.objects.create(at=now() - timedelta(days=1000), kind=Kind.SIGNED_IN)
    with pytest.raises(CommandError, match=r"须至少保存六个月.*没有删除任何记录"):
        call_command("prune_security_log")
    assert SecurityEvent.objects.count() == 1
