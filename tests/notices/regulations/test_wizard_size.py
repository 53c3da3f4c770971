"""A thousand articles stay usable, and what a page asks of the database does not grow with them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.roles import Role
from notices.importing import bring_in
from notices.models import ProvisionSet
from tests.factories.acts import Bureau, bureau
from tests.factories.regulations import SHORT
from tests.notices.regulations.helping import IMPORT, change, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def long_text(articles: int, a_chapter: int = 100) -> str:
    lines = ["示例市长篇管理办法", "示科规〔2026〕9号"]
    for number in range(1, articles + 1):
        if number % a_chapter == 1:
            lines.append(f"第{number // a_chapter + 1}章 第{number // a_chapter + 1}部分的内容")
        lines.append(f"第{number}条 本条说明第{number}件事怎样办理。")
    return "\n".join([*lines, "示例市科学技术局", "2026年1月20日", ""])


def brought(office: Bureau, text: str) -> ProvisionSet:
    return bring_in("办法.txt", text.encode(), section=office.section, by=office[Role.EDITOR])


def asked(client: Any, address: str) -> tuple[int, str]:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(queries), answer.content.decode()


def test_a_long_text_is_shown_a_chapter_at_a_time(office: Bureau) -> None:
    one = brought(office, long_text(1000))
    editor, address = client_of(office[Role.EDITOR]), reverse("regulation-set", args=[one.pk])
    page = editor.get(address).content.decode()
    assert page.count('class="raw__line') <= 400
    assert "读出 10 章 1000 条" in page
    assert len(page) < 600_000
    later = editor.get(f"{address}?line=700").content.decode()
    assert 'id="L700"' in later
    assert "保存这一行" in later


def test_a_line_far_down_is_mended_and_the_page_comes_back_to_it(office: Bureau) -> None:
    one = brought(office, long_text(1000))
    editor = client_of(office[Role.EDITOR])
    answer = change(editor, one, "line", line=700, part=7, words="第七百条 改过的。")
    assert answer.url.endswith("?part=7#L700")


def test_checking_asks_the_same_of_the_database_however_long_the_text(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    counts = [
        asked(editor, reverse(name, args=[brought(office, text).pk]))[0]
        for name in ("regulation-set", "regulation-set-preview", "regulation-set-confirm")
        for text in (SHORT, long_text(300))
    ]
    assert counts[0::2] == counts[1::2]


def test_the_list_of_what_came_in_asks_the_same_for_one_and_for_many(office: Bureau) -> None:
    editor = client_of(office[Role.EDITOR])
    brought(office, SHORT)
    first, _ = asked(editor, reverse(IMPORT))
    for number in range(2, 8):
        brought(office, SHORT.replace("1号", f"{number}号"))
    many, page = asked(editor, reverse(IMPORT))
    assert page.count("办法.txt") > 6
    assert many == first
