"""The role screens, and who opens which of the administrators' screens: a table that leaves none out."""

from datetime import timedelta
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse

from foundation.clock import now, today
from foundation.granting import grant, revoke
from foundation.models import OfficeAct, RoleHolding, User
from foundation.office.screens import SCREENS
from foundation.roles import Role
from notices.importing import bring_in
from notices.models import Agency
from tests.factories.acts import Bureau, bureau, person
from tests.factories.comments import comment_on, open_draft
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory, staff
from tests.factories.regulations import SHORT
from tests.queries import assert_constant_queries

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]

SYSTEM, SECURITY, AUDIT = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR
ALL = frozenset(Role)
AGENCY_READERS = {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, SECURITY, AUDIT, Role.SUPERVISOR}

READ_SETS = {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR}

# Every address of the administrators' screens and the roles that may open it. {holding} and {account} are someone's.
MAY_OPEN = {
    "office": {Role.EDITOR, Role.SIGNATORY, SYSTEM, SECURITY, AUDIT, Role.SUPERVISOR},
    "office-act {act}": {SYSTEM, SECURITY, AUDIT, Role.SUPERVISOR},
    "calendar": ALL,
    "calendar-enter": {Role.EDITOR},
    "roles": {SYSTEM, SECURITY, AUDIT, Role.SUPERVISOR},
    "role-grant": {SECURITY},
    "role-revoke {holding}": {SECURITY},
    "role-depute {holding}": {SECURITY},
    "accounts": {SYSTEM, AUDIT, Role.SUPERVISOR},
    "account-new": {SYSTEM},
    "account {account}": {SYSTEM},
    "account-password {account}": {SYSTEM},
    "change-password": ALL,
    "identity": {SYSTEM, SECURITY, AUDIT, Role.SUPERVISOR},
    "security-log": {AUDIT, Role.SUPERVISOR},
    "who-may": ALL,
    "acts": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR},
    "regulation-import": {Role.EDITOR},
    "regulation-set {set}": READ_SETS,
    "regulation-set-preview {set}": READ_SETS,
    "regulation-set-page {set}": READ_SETS,
    "regulation-set-original {set}": READ_SETS,
    "regulation-set-confirm {set}": {Role.EDITOR},
    "archive": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR, Role.ARCHIVIST},
    "archive-complete": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR, Role.ARCHIVIST},
    "who-searched": {Role.SUPERVISOR},
    "site-check": {Role.EDITOR, Role.SUPERVISOR},
    "attachments_modeladmin_index": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY},
    "agencies_modeladmin_index": AGENCY_READERS,
    "agencies_modeladmin_inspect {agency}": AGENCY_READERS,
    "agencies_modeladmin_history {agency}": AGENCY_READERS,
    "agencies_modeladmin_create": {SECURITY},
    "agencies_modeladmin_edit {agency}": {SECURITY},
    "agencies_modeladmin_delete {agency}": set(),
    "comments": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR},
    "comment {comment}": {Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR},
    "comment-contact {comment}": {Role.EDITOR},
}
POST_ONLY = {"account-active {account}": {SYSTEM}, "account-unlock {account}": {SYSTEM}}
CASES = [(name, role) for name in MAY_OPEN for role in Role]


@pytest.fixture
def office() -> Bureau:
    return bureau()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, office: Bureau) -> str:
    name, _, about = name.partition(" ")
    someone = UserFactory(last_name="某人")
    if about == "{agency}":
        return reverse(name, args=[Agency.objects.create(name="示例市科学技术局", level="city").pk])
    if about == "{comment}":
        return reverse(name, args=[comment_on(open_draft(office)).pk])
    if about == "{act}":
        act = OfficeAct.objects.create(
            kind="grant_role", payload={"user": someone.pk, "role": "editor", "section": office.section.pk},
            section=office.section, reason="任职", proposed_by=office[SECURITY], proposed_at=now(),
        )  # fmt: skip
        return reverse(name, args=[act.pk])
    if about == "{set}":
        one = bring_in("办法.txt", SHORT.encode(), section=office.section, by=office[Role.EDITOR])
        return reverse(name, args=[one.pk])
    if about == "{holding}":
        return reverse(name, args=[grant(someone, Role.SIGNATORY, office.section, by=None).pk])
    return reverse(name, args=[someone.pk] if about else [])


def test_the_table_leaves_no_address_out() -> None:
    from foundation.accounts import urls as accounts
    from foundation.holidays import urls as holidays
    from foundation.office import urls as office
    from foundation.sitecheck import urls as sitecheck
    from notices.admin import AgencyAdmin, DocumentAdmin
    from notices.comments import admin_urls as comments
    from notices.regulations import urls as regulations
    from search.archive import admin_urls as archive_record
    from search.archive import urls as archive

    models = [each().get_admin_urls_for_registration() for each in (AgencyAdmin, DocumentAdmin)]
    addresses = (
        *accounts.urlpatterns, *holidays.urlpatterns, *office.urlpatterns, *sitecheck.urlpatterns,
        *comments.urlpatterns, *regulations.urlpatterns, *archive.urlpatterns, *archive_record.urlpatterns, *chain(*models),
    )  # fmt: skip
    named = {"acts", *(str(one.name) for one in addresses)} - {"process-drawing"}  # a picture on who-may
    named -= {"archive-export", "archive-open"}  # tests/search/test_archive.py asks who exports and opens what
    named -= {"regulation-set-change"}  # answers what was posted with the page it was posted from
    assert named == {name.partition(" ")[0] for name in (*MAY_OPEN, *POST_ONLY)}
    assert {screen.name for screen in SCREENS} <= named


@pytest.mark.parametrize(("name", "role"), CASES)
def test_each_screen_opens_for_its_roles_alone(name: str, role: Role, office: Bureau) -> None:
    response = client_of(office[role]).get(address(name, office))
    assert response.status_code == (200 if role in MAY_OPEN[name] else 403)
    if response.status_code == 403 and MAY_OPEN[name]:
        assert "您没有这项职责" in response.content.decode()


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in POST_ONLY for role in Role])
def test_what_only_changes_something_is_refused_to_all_others(name: str, role: Role, office: Bureau) -> None:
    where, client = address(name, office), client_of(office[role])
    assert client.post(where).status_code == (302 if role in POST_ONLY[name] else 403)
    assert client.get(where).status_code == 405


@pytest.mark.parametrize("name", [name for name in MAY_OPEN if MAY_OPEN[name] != ALL])
def test_a_superuser_without_a_role_opens_none(name: str, office: Bureau) -> None:
    boss = UserFactory(is_superuser=True)
    assert client_of(boss).get(address(name, office)).status_code == 403


@pytest.mark.parametrize("name", MAY_OPEN)
def test_nobody_in_particular_is_asked_to_sign_in(name: str, office: Bureau, client: Client) -> None:
    response = client.get(address(name, office))
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_who_may_do_what_is_open_to_any_staff(office: Bureau) -> None:
    assert client_of(staff()).get(reverse("who-may")).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_what_opens_and_nothing_else(role: Role, office: Bureau) -> None:
    desk = client_of(office[role]).get(reverse("wagtailadmin_home")).content.decode()
    for screen in SCREENS:
        assert (f'"{screen.url}"' in desk) is (role in MAY_OPEN[screen.name]), screen.label


# --- the list --------------------------------------------------------------------------------------------------------


def listed(office: Bureau, **asked: object) -> str:
    return client_of(office[AUDIT]).get(reverse("roles"), asked).content.decode()


def test_the_list_is_filtered_by_person_role_and_section(office: Bureau) -> None:
    other = SectionPageFactory(parent=office.site.home, title="别的栏目")
    zhang = UserFactory(last_name="张", first_name="三丰", username="zhang")
    grant(zhang, Role.EDITOR, other, by=None)
    assert "zhang" in listed(office, who="张三丰")
    assert "zhang" not in listed(office, who="李")
    assert "zhang" in listed(office, role="editor")
    assert "zhang" not in listed(office, role="signatory")
    assert "zhang" in listed(office, section=other.pk)
    assert "zhang" not in listed(office, section=office.section.pk)


def test_a_section_lists_who_counts_there_also_from_above(office: Bureau) -> None:
    below = SectionPageFactory(parent=office.section)
    assert office[Role.EDITOR].username in listed(office, section=below.pk)


def test_what_ended_is_listed_when_asked_for(office: Bureau) -> None:
    gone = person(Role.EDITOR, office.section)
    revoke(RoleHolding.objects.get(user=gone), by=None)
    assert "没有符合条件的职责" in listed(office, who=gone.username)
    assert "已撤销" in listed(office, who=gone.username, ended="on")


def test_who_only_reads_is_offered_no_change(office: Bureau) -> None:
    assert reverse("role-grant") not in listed(office)
    assert reverse("role-grant") in client_of(office[SECURITY]).get(reverse("roles")).content.decode()


def test_the_list_costs_the_same_however_long(office: Bureau) -> None:
    client = client_of(office[SECURITY])

    def grow() -> None:
        for _ in range(8):
            person(Role.ARCHIVIST, office.section)

    assert_constant_queries(lambda: client.get(reverse("roles")), grow)


# --- the forms -------------------------------------------------------------------------------------------------------


def test_a_grant_is_proposed_by_the_form(office: Bureau) -> None:
    someone = UserFactory(last_name="某人")
    data = {"user": someone.pk, "role": "reviewer", "section": office.section.pk, "reason": "任职文件"}
    answer = client_of(office[SECURITY]).post(reverse("role-grant"), data, follow=True)
    assert "已提出，等待系统管理员决定" in answer.content.decode()
    act = OfficeAct.objects.get()
    assert (act.kind, act.state, act.section_id) == ("grant_role", "proposed", office.section.pk)
    assert not RoleHolding.objects.filter(user=someone).exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "请写明理由"),
        ({"section": ""}, "授予审核职责时要选定栏目"),
        ({"role": "auditor"}, "审计管理员是全站职责，不选栏目"),
        ({"role": "king"}, "king"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(fields: dict[str, str], words: str, office: Bureau) -> None:
    someone = UserFactory(last_name="某人")
    data = {"user": someone.pk, "role": "reviewer", "section": office.section.pk, "reason": "任职文件甲", **fields}
    page = client_of(office[SECURITY]).post(reverse("role-grant"), data).content.decode()
    assert words in page
    assert f'<option value="{someone.pk}" selected>' in page
    assert "reason" in fields or "任职文件甲" in page
    assert not OfficeAct.objects.exists()


def test_a_clash_is_said_on_the_form(office: Bureau) -> None:
    data = {
        "user": office[Role.EDITOR].pk, "role": "signatory", "section": office.section.pk, "reason": "任职",
    }  # fmt: skip
    page = client_of(office[SECURITY]).post(reverse("role-grant"), data).content.decode()
    assert "起草的人不能签发" in page


def test_the_section_tree_is_indented(office: Bureau) -> None:
    SectionPageFactory(parent=office.section, title="下级栏目")
    page = client_of(office[SECURITY]).get(reverse("role-grant")).content.decode()
    assert ">　下级栏目<" in page
    assert ">通知公告<" in page


def test_a_revocation_and_a_deputation_are_proposed_by_their_forms(office: Bureau) -> None:
    holding = RoleHolding.objects.get(user=office[Role.SIGNATORY])
    deputy, client = UserFactory(), client_of(office[SECURITY])
    days = {"first_day": today().isoformat(), "last_day": (today() + timedelta(days=2)).isoformat()}
    client.post(reverse("role-depute", args=[holding.pk]), {"user": deputy.pk, "reason": "出差", **days})
    client.post(reverse("role-revoke", args=[holding.pk]), {"reason": "调离"})
    assert set(OfficeAct.objects.values_list("kind", flat=True)) == {"depute", "revoke_role"}


def test_a_deputation_does_not_begin_in_the_past(office: Bureau) -> None:
    holding = RoleHolding.objects.get(user=office[Role.SIGNATORY])
    yesterday = (today() - timedelta(days=1)).isoformat()
    data = {"user": UserFactory().pk, "reason": "出差", "first_day": yesterday, "last_day": today().isoformat()}
    page = client_of(office[SECURITY]).post(reverse("role-depute", args=[holding.pk]), data).content.decode()
    assert "开始日期不能早于今天" in page


def test_for_a_deputy_nobody_deputises(office: Bureau) -> None:
    holding = grant(
        UserFactory(), Role.SIGNATORY, office.section, by=None,
        until=now() + timedelta(days=2), deputy_for=office[Role.SIGNATORY],
    )  # fmt: skip
    assert client_of(office[SECURITY]).get(reverse("role-depute", args=[holding.pk])).status_code == 404
