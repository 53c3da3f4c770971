"""An editor writes a call in the admin, sees it, and sends it."""

import json
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.roles import Role
from notices.models import CallPage
from tests.factories.acts import Bureau, bureau, draft
from tests.factories.calls import at, call

pytestmark = pytest.mark.django_db
ROWS = ("batches", "materials", "contacts", "bases")
BLOCK = {"key": "a", "text": "正文", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
TEXT = json.dumps({"blocks": [BLOCK], "entityMap": {}})


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


def form(**fields: str) -> dict[str, str]:
    data = {
        "title": "从后台写的申报通知", "slug": "written", "disclosure": "open", "who_may_apply": TEXT, "body": TEXT,
        "closes_on": "2026-11-20", "apply_where": "窗口提交", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "contacts-0-purpose": "business", "contacts-0-office": "成果处", "contacts-0-phone": "0000-0000000",
        "contacts-0-ORDER": "1", "bases-0-title": "某办法", "bases-0-article": "第十条", "bases-0-ORDER": "1",
    }  # fmt: skip
    for name in ROWS:
        data |= {f"{name}-TOTAL_FORMS": "1" if name in ("contacts", "bases") else "0", f"{name}-INITIAL_FORMS": "0"}
    return {**data, **fields}


def editor_of(office: Bureau) -> tuple[Client, str]:
    client = Client()
    client.force_login(office[Role.EDITOR])
    return client, reverse("wagtailadmin_pages:add", args=("notices", "callpage", office.section.pk))


@time_machine.travel(at("2026-11-02 10:00"))
def test_a_call_is_written_and_sent(office: Bureau) -> None:
    client, add = editor_of(office)
    assert client.get(add).status_code == 200
    response = client.post(add, form(**{"action-submit": "1"}))
    assert response.status_code == 302, response.content.decode()[:3000]
    page = CallPage.objects.get(slug="written")
    assert page.current_workflow_task_state is not None
    assert [row.office for row in page.contacts.all()] == ["成果处"]


@time_machine.travel(at("2026-11-02 10:00"))
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contacts-0-phone": ""}, "电话和电子邮箱至少写一项"),
        ({"bases-0-anchor": "art-10-4"}, "没有选文件所在页面"),
        ({"bases-0-anchor": "第十条"}, "条款地址只用小写字母"),
        ({"closes_on": "十一月"}, "输入一个有效的日期"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(fields: dict[str, str], words: str, office: Bureau) -> None:
    client, add = editor_of(office)
    html = client.post(add, form(**fields)).content.decode()
    assert words in html
    assert "从后台写的申报通知" in html
    assert not CallPage.objects.exists()


@time_machine.travel(at("2026-11-02 10:00"))
def test_the_draft_is_seen_as_the_public_will_see_it(office: Bureau) -> None:
    client, add = editor_of(office)
    client.post(add, form())
    page = CallPage.objects.get(slug="written")
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "2026年11月20日（周五） 24:00 截止" in html
    assert "《某办法》第十条" in html


@time_machine.travel(at("2026-11-02 10:00"))
def test_a_draft_that_says_no_closing_is_seen_too(office: Bureau) -> None:
    client, add = editor_of(office)
    client.post(add, form(closes_on=""))
    page = CallPage.objects.get(slug="written")
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "还没有写截止日" in html


@pytest.mark.parametrize("what", ["call", "announcement"])
def test_an_extension_is_offered_on_a_call_alone(what: str, office: Bureau) -> None:
    from tests.factories.acts import published

    page: Any = call(office) if what == "call" else published(office)
    client, _ = editor_of(office)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert ("办理延期" in html) == (what == "call")
    assert "办理撤回" in html


def test_what_is_no_act_yet_is_offered_nothing(office: Bureau) -> None:
    client, _ = editor_of(office)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[draft(office).pk])).content.decode()
    assert "办理延期" not in html
