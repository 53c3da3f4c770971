"""Demo accounts: their passwords are printed in the documentation, so a public site lets none of them in."""

from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client

from foundation.models import SecurityEvent, User
from foundation.startup import DEMO_MAIL, account_faults, refuse_to_start
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def disable() -> str:
    said = StringIO()
    call_command("disable_demo_accounts", stdout=said)
    return said.getvalue()


@pytest.fixture
def demo_editor() -> User:
    user: User = UserFactory(username="demo-editor", email=f"Demo-Editor{DEMO_MAIL.upper()}")
    return user


def test_a_demo_account_is_deactivated_and_its_password_taken(demo_editor: User) -> None:
    assert "已停用 1 个演示账号：demo-editor。" in disable()
    demo_editor.refresh_from_db()
    assert not demo_editor.is_active
    assert not demo_editor.has_usable_password()


def test_who_is_signed_in_with_a_demo_account_is_signed_out_and_nobody_else(demo_editor: User) -> None:
    person = UserFactory(username="zhang")
    for user in (demo_editor, person):
        Client().force_login(user)
    assert "结束会话 1 个" in disable()
    assert [row.get_decoded()["_auth_user_id"] for row in Session.objects.all()] == [str(person.pk)]


def test_other_accounts_are_left_alone(demo_editor: User) -> None:
    person = UserFactory(username="zhang", email="zhang@demo.invalid.example.cn")
    disable()
    person.refresh_from_db()
    assert person.is_active
    assert person.has_usable_password()


def test_it_may_be_run_twice(demo_editor: User) -> None:
    disable()
    assert disable() == "没有可以登录的演示账号。\n"


def test_it_says_when_nobody_is_left_to_administer(demo_editor: User) -> None:
    assert "createsuperuser" in disable()


def test_it_does_not_ask_for_an_administrator_when_there_is_one(demo_editor: User) -> None:
    UserFactory(username="zhang", is_superuser=True)
    assert "createsuperuser" not in disable()


def test_each_is_in_the_security_log(demo_editor: User) -> None:
    SecurityEvent.objects.all().delete()
    disable()
    row = SecurityEvent.objects.get()
    assert (row.kind, row.user, row.detail) == ("account_changed", demo_editor, "更改：启用、密码")


def test_production_refuses_to_start_while_a_demo_account_can_sign_in(
    demo_editor: User, settings: django_settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(SystemExit) as ended:
        refuse_to_start()
    assert ended.value.code == 3
    assert "还有 1 个演示账号可以登录：demo-editor。" in capsys.readouterr().err
    disable()
    refuse_to_start()
    assert list(account_faults()) == []


def test_elsewhere_demo_accounts_may_stay(demo_editor: User) -> None:
    refuse_to_start()
