"""The screens around judging: the desk that leads there, the one where it is done, and the history of it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import (
    CorrectionPage,
    PublishedAct,
    User,
)
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, bureau, draft, fresh, person, published, step, submit
from tests.factories.acts_on_acts import begin, changed
from tests.factories.pages import SectionPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def judge_url(page: Any) -> str:
    return reverse("act-judge", args=[step(page).pk])


def test_the_desk_leads_to_the_screen_and_the_screen_publishes(office: Bureau) -> None:
    page = draft(office, title="等着的公告")
    submit(page, office[Role.EDITOR])
    for role, data in ((Role.REVIEWER, {"secrecy_cleared": "on"}), (Role.SIGNATORY, {})):
        client = sign_in(office[role])
        assert "等着的公告" in client.get("/admin/").content.decode()
        url = judge_url(page)
        assert url in client.get("/admin/").content.decode()
        assert client.get(url).status_code == 200
        assert client.post(url, {"action": "approve", **data}).status_code == 302
    assert fresh(page).live


def test_the_screen_says_what_bars_and_keeps_what_was_typed(office: Bureau) -> None:
    page = draft(office, disclosure="")
    submit(page, office[Role.EDITOR])
    client = sign_in(office[Role.REVIEWER])
    response = client.post(judge_url(page), {"action": "approve", "comment": "写了很多", "secrecy_cleared": "on"})
    html = response.content.decode()
    assert response.status_code == 200
    assert "没有选定公开属性" in html
    assert "写了很多" in html


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_may_open_the_screen(role: Role, may_see: bool, office: Bureau) -> None:
    page = draft(office)
    submit(page, office[Role.EDITOR])
    response = sign_in(office[role]).get(judge_url(page))
    assert (response.status_code == 200) is may_see
    html = response.content.decode()
    assert ('value="approve"' in html) is (role is Role.REVIEWER)


def test_the_desk_asks_as_much_for_many_as_for_one(office: Bureau) -> None:
    client = sign_in(office[Role.REVIEWER])

    def one_more() -> None:
        submit(draft(office), office[Role.EDITOR])

    one_more()

    def four_more() -> None:
        for _ in range(4):
            one_more()

    assert_constant_queries(lambda: client.get("/admin/"), four_more)


def test_the_editor_submits_from_wagtails_own_editor(office: Bureau) -> None:
    client = sign_in(office[Role.EDITOR])
    add = reverse("wagtailadmin_pages:add", args=("notices", "announcementpage", office.section.pk))
    data = {
        "title": "从后台写的公告", "slug": "written-in-the-admin", "disclosure": "open",
        "period_unit": "working_days",
        "kind": "notice", "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
        "body": '{"blocks": [{"key": "a", "text": "正文", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],'
        ' "entityRanges": []}], "entityMap": {}}',
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        "action-submit": "1",
    }  # fmt: skip
    response = client.post(add, data)
    assert response.status_code == 302, response.content.decode()[:2000]

    page = AnnouncementPage.objects.get(slug="written-in-the-admin")
    assert not page.live
    assert step(page).task.name == "审核"


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_judges_sees_what_was_sent(role: Role, may_see: bool, office: Bureau) -> None:
    page = draft(office, title="送审的标题", body="<p>送审的正文</p>")
    submit(page, office[Role.EDITOR])
    response = sign_in(office[role]).get(reverse("act-preview", args=[step(page).pk]))
    assert (response.status_code == 200) is may_see
    assert ("送审的正文" in response.content.decode()) is may_see
    if may_see:
        assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_screen_names_what_a_correction_changes(office: Bureau) -> None:
    page = changed(office, published(office, title="旧标题"), title="新标题")
    act = begin(office, CorrectionPage, page)
    submit(act, office[Role.EDITOR])
    html = sign_in(office[Role.REVIEWER]).get(judge_url(act)).content.decode()
    assert "与已发布的版本相比：标题" in html


def test_a_chinese_title_needs_no_address_typed(office: Bureau) -> None:
    html = sign_in(office[Role.EDITOR]).get(
        reverse("wagtailadmin_pages:add", args=("notices", "announcementpage", office.section.pk))
    )
    assert re.search(r'name="slug" value="\d{8}-[0-9a-f]{6}"', html.content.decode())


def test_a_published_act_shows_how_it_can_be_checked(office: Bureau, client: Client) -> None:
    page = published(office)
    html = client.get(page.url).content.decode()
    mark = PublishedAct.objects.get(page=page)
    assert mark.digest in html
    assert f"存证账第 {mark.entry.seq} 号" in html
    assert mark.entry.digest in html


@pytest.mark.parametrize(
    ("role", "may_see"),
    [(role, role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR)) for role in Role],
)
def test_who_reads_the_history_of_a_section(role: Role, may_see: bool, office: Bureau) -> None:
    published(office, title="办结的公告")
    response = sign_in(office[role]).get("/admin/acts/")
    assert (response.status_code == 200) is may_see
    if may_see:
        html = response.content.decode()
        assert "办结的公告" in html
        assert "已签发" in html


def test_the_history_of_another_section_is_not_shown(office: Bureau) -> None:
    published(office, title="别的栏目的公告")
    elsewhere = person(Role.SUPERVISOR, SectionPageFactory(parent=office.site.home))
    assert "别的栏目的公告" not in sign_in(elsewhere).get("/admin/acts/").content.decode()


def test_the_history_asks_as_much_for_many_as_for_one(office: Bureau) -> None:
    client = sign_in(office[Role.SUPERVISOR])
    submit(draft(office), office[Role.EDITOR])

    def more() -> None:
        for _ in range(3):
            submit(draft(office), office[Role.EDITOR])

    assert_constant_queries(lambda: client.get("/admin/acts/"), more)
