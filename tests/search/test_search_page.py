"""The search page finds Chinese, and never falls over."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.pages import pages_with
from tests.factories.pages import AnnouncementPageFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


def test_words_are_found_inside_a_chinese_sentence_in_any_order(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section, title="关于拟认定名单公示的通知", search_description="涉及新材料")
    html = client.get("/search/", {"q": "新材料 公示"}).content.decode()
    assert "找到 1 项" in html
    assert "关于拟认定名单公示的通知" in html


def test_drafts_are_not_found(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section, title="公示草稿", live=False)
    assert "公示草稿" not in client.get("/search/", {"q": "公示"}).content.decode()


def test_nothing_found_says_what_to_try(site: SmallSite, client: Client) -> None:
    html = client.get("/search/", {"q": "没有这样的词"}).content.decode()
    assert "没有找到" in html
    assert "少输入几个字" in html


def test_what_was_typed_is_shown_and_harmless(site: SmallSite, client: Client) -> None:
    html = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_very_long_query_is_cut_and_says_so(site: SmallSite, client: Client) -> None:
    html = client.get("/search/", {"q": "字" * 10_000}).content.decode()
    assert "只按前面 200 个字搜索" in html


@given(typed=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_nothing_typed_breaks_it(typed: str, client: Client) -> None:
    assert client.get("/search/", {"q": typed.encode("utf-8", "replace")}).status_code == 200


def test_queries_do_not_grow_with_hits(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section, title="公示")
    assert_constant_queries(
        lambda: client.get("/search/", {"q": "公示"}),
        lambda: AnnouncementPageFactory.create_batch(5, parent=site.section, title="公示"),
    )
    assert pages_with(["公示"]).count() == 6
