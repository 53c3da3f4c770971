"""Accounts: made and changed by a system administrator, giving no rights, every change in the log."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from foundation.accounts import managing
from foundation.bars import Barred
from foundation.clock import now, today
from foundation.granting import grant
from foundation.health import Level
from foundation.health_checks import administrators
from foundation.models import RoleHolding, SecurityEvent, User
from foundation.roles import Role
from foundation.standing import standing_of
from tests.factories.acts import Bureau, bureau
from tests.factories.people import UserFactory
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db

SYSTEM, AUDIT = Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR
GOOD = "Quiet-harbour-27"
NEW = {
    "username": "li.si", "name": "李四", "unit": "高新处", "email": "li@example.invalid",
    "password": GOOD, "again": GOOD,
}  # fmt: skip


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def someone() -> User:
    user: User = UserFactory(last_name="某人", username="mou")
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def rights(user: User) -> list[object]:
    """Everything by which an account might do something."""
    flags = [flag for flag in ("is_superuser", "is_staff") if getattr(user, flag)]
    return [*flags, *user.groups.all(), *user.user_permissions.all(), *standing_of(user, fresh=True).held]


def last_event() -> SecurityEvent:
    event = SecurityEvent.objects.exclude(kind="signed_in").first()
    assert event is not None
    return event


# --- acts ------------------------------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[User, User], object]] = {
    "create": lambda user, by: managing.create_account(
        username="li.si", name="李四", unit="", email="li@example.invalid", password=GOOD, by=by
    ),
    "details": lambda user, by: managing.change_details(user, name="改名", unit="", email="x@example.invalid", by=by),
    "disable": lambda user, by: managing.set_active(user, False, by),
    "password": lambda user, by: managing.set_password(user, GOOD, by),
    "unlock": lambda user, by: managing.unlock(user, by),
}


def lock_out(user: User) -> None:
    AccessAttempt.objects.create(
        username=user.username, ip_address="192.0.2.7", failures_since_start=django_settings.AXES_FAILURE_LIMIT
    )


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", Role)
def test_only_a_system_administrator_changes_accounts(act: str, role: Role, office: Bureau, someone: User) -> None:
    lock_out(someone)
    if role is SYSTEM:
        ACTS[act](someone, office[role])
        return
    before = list(User.objects.order_by("pk").values())
    with pytest.raises(Barred, match="账号由系统管理员管理"):
        ACTS[act](someone, office[role])
    assert list(User.objects.order_by("pk").values()) == before
    assert managing.locked_out([someone]) == {"mou"}


@pytest.mark.parametrize("act", ACTS)
def test_a_superuser_without_the_role_changes_none(act: str, office: Bureau, someone: User) -> None:
    with pytest.raises(Barred, match="账号由系统管理员管理"):
        ACTS[act](someone, UserFactory(is_superuser=True))


@pytest.mark.parametrize("act", [name for name in ACTS if name != "create"])
def test_an_account_with_superuser_rights_is_out_of_reach(act: str, office: Bureau) -> None:
    boss = UserFactory(is_superuser=True)
    lock_out(boss)
    with pytest.raises(Barred, match="由运行维护人员在服务器上管理"):
        ACTS[act](boss, office[SYSTEM])


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("create", "新建账号"),
        ("details", "更改：姓名、邮箱"),
        ("disable", "更改：启用"),
        ("password", "更改：密码"),
        ("unlock", "解除登录锁定"),
    ],
)
def test_every_change_is_logged_with_who_made_it(act: str, words: str, office: Bureau, someone: User) -> None:
    lock_out(someone)
    ACTS[act](someone, office[SYSTEM])
    assert last_event().kind == SecurityEvent.Kind.ACCOUNT_CHANGED
    assert last_event().detail == f"{words}（由 {office[SYSTEM].username}）"


def test_a_new_account_may_do_nothing(office: Bureau) -> None:
    user = ACTS["create"](office[SYSTEM], office[SYSTEM])
    assert isinstance(user, User)
    assert rights(user) == []


def test_someone_disabled_is_out_at_the_next_request_and_their_roles_with_them(office: Bureau) -> None:
    editor = office[Role.EDITOR]
    client = client_of(editor)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    managing.set_active(editor, False, office[SYSTEM])
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    assert standing_of(fresh(editor)).held == ()
    managing.set_active(editor, True, office[SYSTEM])
    assert standing_of(fresh(editor)).may(Role.EDITOR, office.section)


def test_a_new_password_ends_all_sessions(office: Bureau) -> None:
    editor = office[Role.EDITOR]
    client = client_of(editor)
    managing.set_password(editor, GOOD, office[SYSTEM])
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    assert fresh(editor).check_password(GOOD)


@pytest.mark.parametrize("password", ["short", "password1234", "1234567890123", "alllowercaseletters"])
def test_a_weak_password_is_refused(password: str, office: Bureau, someone: User) -> None:
    with pytest.raises(Barred):
        managing.set_password(someone, password, office[SYSTEM])


def test_nobody_disables_themselves_or_resets_their_own_password_here(office: Bureau) -> None:
    with pytest.raises(Barred, match="不能停用或启用自己的账号"):
        managing.set_active(office[SYSTEM], False, office[SYSTEM])
    with pytest.raises(Barred, match="账号设置里修改"):
        managing.set_password(office[SYSTEM], GOOD, office[SYSTEM])


def test_a_lock_ends_by_itself_or_by_the_administrator(office: Bureau, someone: User) -> None:
    with pytest.raises(Barred, match="没有被锁定"):
        managing.unlock(someone, office[SYSTEM])
    lock_out(someone)
    assert managing.locked_out([someone]) == {"mou"}
    long_ago = now() - timedelta(hours=django_settings.AXES_COOLOFF_TIME, seconds=1)
    AccessAttempt.objects.update(attempt_time=long_ago)
    assert managing.locked_out([someone]) == set()


# --- screens ---------------------------------------------------------------------------------------------------------


def test_an_account_is_made_by_the_form(office: Bureau) -> None:
    answer = client_of(office[SYSTEM]).post(reverse("account-new"), NEW, follow=True).content.decode()
    assert "它还没有任何职责" in answer
    user = User.objects.get(username="li.si")
    assert (str(user), user.unit, user.check_password(GOOD)) == ("李四", "高新处", True)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"username": "李四"}, "账号以字母开头"),
        ({"username": "MOU"}, "已经有账号“MOU”"),
        ({"again": "Other-harbour-27"}, "两次输入的密码不一样"),
        ({"password": "short", "again": "short"}, "至少"),
        ({"password": "Li.si@example.invalid1", "again": "Li.si@example.invalid1"}, "与"),
        ({"email": "nobody"}, "Email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    fields: dict[str, str], words: str, office: Bureau, someone: User
) -> None:
    before = User.objects.count()
    page = client_of(office[SYSTEM]).post(reverse("account-new"), {**NEW, **fields}).content.decode()
    errors = "".join(part.partition("</strong>")[0] for part in page.split('class="office-error">')[1:])
    assert words in errors or "邮" in errors
    assert User.objects.count() == before
    assert GOOD not in page


@pytest.mark.parametrize("field", ["is_superuser", "is_staff", "groups", "user_permissions", "role"])
def test_no_field_of_the_form_gives_a_right(field: str, office: Bureau, someone: User) -> None:
    group = Group.objects.create(name="某组")
    client = client_of(office[SYSTEM])
    given = {field: [str(group.pk)] if field in ("groups", "user_permissions") else "1"}
    client.post(reverse("account-new"), {**NEW, **given})
    details = {"name": "某人", "unit": "", "email": "mou@example.invalid"}
    client.post(reverse("account", args=[someone.pk]), {**details, **given})
    for user in (User.objects.get(username="li.si"), fresh(someone)):
        assert rights(user) == []


def test_an_account_is_changed_disabled_and_unlocked_on_its_screen(office: Bureau, someone: User) -> None:
    client, address = client_of(office[SYSTEM]), reverse("account", args=[someone.pk])
    lock_out(someone)
    assert "解除登录锁定" in client.get(address).content.decode()
    client.post(address, {"name": "新名", "unit": "新处", "email": "mou@example.invalid"})
    client.post(reverse("account-unlock", args=[someone.pk]))
    client.post(reverse("account-active", args=[someone.pk]), {"active": "0"})
    client.post(reverse("account-password", args=[someone.pk]), {"password": GOOD, "again": GOOD})
    user = fresh(someone)
    assert (str(user), user.unit, user.is_active, user.check_password(GOOD)) == ("新名", "新处", False, True)
    assert managing.locked_out([user]) == set()


def test_saving_unchanged_details_logs_nothing_and_keeps_both_names(office: Bureau) -> None:
    zhang = UserFactory(last_name="张", first_name="三", unit="", email="z@example.invalid")
    count = SecurityEvent.objects.count()
    managing.change_details(zhang, name="张三", unit="", email="z@example.invalid", by=office[SYSTEM])
    assert (fresh(zhang).first_name, SecurityEvent.objects.count()) == ("三", count)


def test_the_list_is_filtered(office: Bureau, someone: User) -> None:
    client = client_of(office[SYSTEM])

    def listed(**asked: str) -> bool:
        return '<td data-label="账号">mou' in client.get(reverse("accounts"), asked).content.decode()

    assert listed(who="某人")
    assert not listed(who="别人")
    assert not listed(state="disabled")
    User.objects.filter(pk=someone.pk).update(is_active=False)
    assert listed(state="disabled")


def test_the_list_costs_the_same_however_long(office: Bureau) -> None:
    client = client_of(office[SYSTEM])
    assert_constant_queries(lambda: client.get(reverse("accounts")), lambda: UserFactory.create_batch(8))


# --- Wagtail's own screens are closed --------------------------------------------------------------------------------

CLOSED = [
    "/admin/users/", "/admin/users/new/", "/admin/users/edit/1/", "/admin/users/delete/1/", "/admin/users/results/",
    "/admin/groups/", "/admin/groups/new/", "/admin/groups/edit/1/", "/admin/groups/1/users/",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_users_and_groups_are_closed_even_to_a_superuser(address: str, method: str, office: Bureau) -> None:
    for user in (UserFactory(is_superuser=True), office[SYSTEM]):
        answer = getattr(client_of(user), method)(address, {"username": "x"})
        assert answer.status_code == 403
        assert "这个页面已关闭" in answer.content.decode()


@pytest.mark.parametrize(
    ("model", "action"),
    [("user", "assign_role"), ("user", "set_active_state"), ("user", "delete")],
)
def test_bulk_actions_on_accounts_are_refused_to_a_superuser(
    model: str, action: str, office: Bureau, someone: User
) -> None:
    group = Group.objects.create(name="某组")
    query = urlencode({"id": someone.pk, "next": "/admin/"})
    answer = client_of(UserFactory(is_superuser=True)).post(
        f"/admin/bulk/foundation/{model}/{action}/?{query}",
        {"role": group.pk, "mark_as_active": "False", "confirm": "1"},
    )
    assert answer.status_code == 403
    user = fresh(someone)
    assert user.is_active
    assert not user.groups.exists()


def test_the_settings_menu_offers_neither(office: Bureau) -> None:
    desk = client_of(UserFactory(is_superuser=True)).get(reverse("wagtailadmin_home")).content.decode()
    assert "/admin/users/" not in desk
    assert "/admin/groups/" not in desk


# --- the log ---------------------------------------------------------------------------------------------------------


def log(office: Bureau, **asked: object) -> str:
    page = client_of(office[AUDIT]).get(reverse("security-log"), asked).content.decode()
    return page.partition("<table")[2]


def test_the_log_is_filtered_by_kind_person_and_day(office: Bureau, someone: User) -> None:
    managing.set_active(someone, False, office[SYSTEM])
    words = "更改：启用"
    assert words in log(office)
    assert words in log(office, kind="account_changed", who="mou")
    assert words not in log(office, kind="signed_in")
    assert words not in log(office, who="nobody-of-this-name")
    assert words in log(office, first_day=today().isoformat(), last_day=today().isoformat())
    assert words not in log(office, first_day=(today() + timedelta(days=1)).isoformat())
    assert words not in log(office, last_day=(today() - timedelta(days=1)).isoformat())


def test_a_day_that_is_none_is_said_so(office: Bureau) -> None:
    page = client_of(office[AUDIT]).get(reverse("security-log"), {"first_day": "2026-02-31"}).content.decode()
    assert "office-error" in page
    assert "没有符合条件的记录" in page


def test_the_log_shows_fifty_a_page_at_a_constant_cost(office: Bureau) -> None:
    client = client_of(office[AUDIT])

    def grow() -> None:
        for number in range(60):
            SecurityEvent.objects.create(at=now(), kind="refused", username=f"u{number}", user=office[Role.EDITOR])

    grow()
    assert_constant_queries(lambda: client.get(reverse("security-log")), grow)
    page = client.get(reverse("security-log")).content.decode()
    assert page.count('data-label="时间"') == 50
    assert "第 1 页" in page


def test_nothing_in_the_log_can_be_changed(office: Bureau) -> None:
    assert client_of(office[AUDIT]).post(reverse("security-log"), {"kind": "x"}).status_code == 405


# --- three administrators --------------------------------------------------------------------------------------------


def test_in_production_all_three_are_held_and_nobody_stands_above(settings: django_settings) -> None:
    bureau()
    settings.DEMO_ALLOWED = False
    assert administrators().level is Level.OK
    UserFactory(username="root", is_superuser=True)
    found = administrators()
    assert found.level is Level.WARNING
    assert "有超级权限的账号可以登录：root" in found.says


def test_an_office_nobody_holds_and_two_in_one_hand_are_named(settings: django_settings) -> None:
    settings.DEMO_ALLOWED = False
    one = UserFactory(username="one")
    grant(one, SYSTEM, None, by=None)
    RoleHolding.objects.create(user=one, role=AUDIT.value, since=now())
    says = administrators().says
    assert "没有人担任安全管理员" in says
    assert "one 兼任审计管理员、系统管理员" in says


def test_elsewhere_than_in_production_it_is_no_concern() -> None:
    assert administrators().level is Level.OK


def test_the_check_costs_two_queries(settings: django_settings) -> None:
    bureau()
    settings.DEMO_ALLOWED = False
    assert len(queries_of(administrators)) == 2
