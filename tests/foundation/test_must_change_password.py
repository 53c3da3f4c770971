"""Who was given a password changes it before anything else; whoever else signs in is asked nothing."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from foundation.accounts import managing
from foundation.accounts.own_password import change_own_password
from foundation.bars import Barred
from foundation.models import OutboxMessage, SecurityEvent, User
from foundation.outbox import deliver_due
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, draft
from tests.factories.people import UserFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SYSTEM = Role.SYSTEM_ADMINISTRATOR
GIVEN, OWN = "Quiet-harbour-27", "Loud-mountain-38"
HERE = "/admin/change-password/"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def editor(office: Bureau) -> User:
    """An editor whose password the system administrator has just set."""
    managing.set_password(office[Role.EDITOR], GIVEN, office[SYSTEM])
    return fresh(office[Role.EDITOR])


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def change(client: Client, **fields: str) -> str:
    data = {"present": GIVEN, "password": OWN, "again": OWN, **fields}
    return client.post(HERE, data, follow=True).content.decode()


def letters() -> list[str]:
    before = len(mail.outbox)
    while deliver_due():
        pass
    return [f"{', '.join(one.to)}：{one.subject}\n{one.body}" for one in mail.outbox[before:]]


# --- who must --------------------------------------------------------------------------------------------------------


def test_an_account_made_on_the_screens_must_change_its_password(office: Bureau) -> None:
    user = managing.create_account(username="li.si", name="李四", unit="", email="", password=GIVEN, by=office[SYSTEM])
    assert fresh(user).must_change_password


def test_a_password_set_on_the_screens_must_be_changed(editor: User) -> None:
    assert editor.must_change_password


def test_whose_password_nobody_set_is_asked_nothing(office: Bureau) -> None:
    assert client_of(office[Role.EDITOR]).get(reverse("wagtailadmin_home")).status_code == 200


# --- until then ------------------------------------------------------------------------------------------------------


def addresses(office: Bureau) -> list[str]:
    page = draft(office)
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        reverse("wagtailadmin_api:pages:detail", args=[page.pk]),
        reverse("acts"),
        reverse("who-may"),
        reverse("handbook"),
        "/documents/1/x.pdf",
        "/",
    ]


def test_whatever_is_opened_leads_to_the_one_page(editor: User, office: Bureau) -> None:
    client = client_of(editor)
    found = {address: client.get(address) for address in addresses(office)}
    assert {address: answer.get("Location") for address, answer in found.items()} == dict.fromkeys(found, HERE)


def test_nothing_that_is_posted_is_done(editor: User, office: Bureau) -> None:
    client, page = client_of(editor), draft(office)
    for address in addresses(office):
        answer = client.post(address, {"title": "改过的标题", "action-submit": "1"})
        assert answer.status_code == 403, address
        assert "请先改成自己的密码" in answer.content.decode()
    assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 403
    assert type(page).objects.filter(pk=page.pk).exists()


def test_an_administrator_is_led_there_too(office: Bureau) -> None:
    second = UserFactory(is_superuser=True, must_change_password=True)
    User.objects.filter(pk=office[SYSTEM].pk).update(must_change_password=True)
    for user in (second, office[SYSTEM]):
        assert client_of(user).get(reverse("accounts"))["Location"] == HERE


def test_the_page_says_why_and_signing_out_is_open(editor: User) -> None:
    client = client_of(editor)
    page = client.get(HERE).content.decode()
    assert "您现在的密码由管理员设定" in page
    assert f'action="{reverse("wagtailadmin_logout")}"' in page
    client.post(reverse("wagtailadmin_logout"))
    assert client.get(reverse("wagtailadmin_home"))["Location"].startswith("/admin/login/")


def test_who_has_no_role_yet_comes_to_rest_at_the_sign_in(office: Bureau) -> None:
    """Without a role nobody enters the admin: the two refusals must not send them round in a circle."""
    user = managing.create_account(username="li.si", name="李四", unit="", email="", password=GIVEN, by=office[SYSTEM])
    answer = client_of(user).get(reverse("wagtailadmin_home"), follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, reverse("wagtailadmin_login"))


def test_a_visitor_costs_no_look_at_sessions_or_accounts(office: Bureau, client: Client) -> None:
    asked = queries_of(lambda: client.get("/"))
    assert not [query for query in asked if "django_session" in query or "foundation_user" in query]


# --- the change ------------------------------------------------------------------------------------------------------


def test_changing_it_opens_everything_and_keeps_one_signed_in(editor: User) -> None:
    client = client_of(editor)
    assert "密码已改好" in change(client)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert fresh(editor).check_password(OWN)
    assert not fresh(editor).must_change_password


def test_other_sessions_end_with_the_given_password(editor: User) -> None:
    other = client_of(editor)
    change(client_of(editor))
    assert other.get(reverse("wagtailadmin_home"))["Location"].startswith("/admin/login/")


def test_it_is_in_the_security_log(editor: User) -> None:
    change(client_of(editor))
    event = SecurityEvent.objects.filter(user=editor, kind="account_changed").first()
    assert event is not None
    assert event.detail == f"更改：密码（由 {editor.username}）"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": GIVEN, "again": GIVEN}, "新密码不能和现在的密码一样"),
        ({"present": "Wrong-password-1"}, "现在的密码不对"),
        ({"again": "Other-mountain-38"}, "两次输入的密码不一样"),
        ({"password": "short", "again": "short"}, "至少"),
        ({"present": ""}, "office-error"),
    ],
)
def test_what_is_wrong_is_said_and_the_given_password_stays(fields: dict[str, str], words: str, editor: User) -> None:
    client = client_of(editor)
    page = change(client, **fields)
    assert words in page
    assert GIVEN not in page
    assert fresh(editor).check_password(GIVEN)
    assert client.get(reverse("wagtailadmin_home"))["Location"] == HERE


@pytest.mark.parametrize(("present", "new"), [(GIVEN, GIVEN), ("wrong", OWN), (GIVEN, "short")])
def test_the_act_itself_refuses_what_the_form_would(present: str, new: str, editor: User) -> None:
    with pytest.raises(Barred):
        change_own_password(editor, present, new)
    assert fresh(editor).check_password(GIVEN)


def test_anyone_may_change_their_own_there(office: Bureau) -> None:
    client = client_of(office[Role.EDITOR])
    assert "您现在的密码由管理员设定" not in client.get(HERE).content.decode()
    assert "密码已改好" in change(client, present="Right-password-1")


def test_set_again_it_must_be_changed_again(editor: User, office: Bureau) -> None:
    change(client_of(editor))
    managing.set_password(editor, GIVEN, office[SYSTEM])
    assert fresh(editor).must_change_password


# --- the letter ------------------------------------------------------------------------------------------------------


def test_the_person_is_told_that_someone_set_their_password(editor: User) -> None:
    (letter,) = letters()
    assert letter.startswith(f"{editor.email}：您的登录密码由管理员设定\n")
    assert "http://127.0.0.1:8000/admin/" in letter
    assert GIVEN not in letter


def test_each_time_is_a_letter_of_its_own(editor: User, office: Bureau) -> None:
    letters()
    managing.set_password(editor, OWN, office[SYSTEM])
    assert len(letters()) == 1


def test_a_new_account_is_told_too(office: Bureau) -> None:
    managing.create_account(
        username="li.si", name="李四", unit="", email="li@example.invalid", password=GIVEN, by=office[SYSTEM]
    )
    (letter,) = letters()
    assert letter.startswith("li@example.invalid：您的登录密码由管理员设定")


def test_the_message_carries_a_number_and_nothing_else(editor: User) -> None:
    payload = OutboxMessage.objects.get(topic="password_set").payload
    assert list(payload) == ["event"]
    assert isinstance(payload["event"], int)


def test_a_refused_change_sends_nothing(office: Bureau) -> None:
    with pytest.raises(Barred):
        managing.set_password(office[Role.EDITOR], "short", office[SYSTEM])
    assert not OutboxMessage.objects.exists()
