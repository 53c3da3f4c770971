"""The search page: what a person sees, whatever they type, and never what they may not open."""

import json
import re
import runpy
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from foundation.models import SectionPage
from foundation.outbox import deliver_due
from search import limiting
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


def put_up(section: SectionPage, title: str, body: str = "正文。", **fields: Any) -> Any:
    page = AnnouncementPageFactory(parent=section, title=title, body=f"<p>{body}</p>", **fields)
    deliver_due()
    return page


def html_of(client: Client, **asked: Any) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def data_of(client: Client, **asked: Any) -> Any:
    return client.get("/search/", {**asked, "format": "json"}).json()


def test_words_are_found_inside_a_chinese_sentence_in_any_order(site: SmallSite, client: Client) -> None:
    put_up(site.section, "关于拟认定名单公示的通知", "涉及新材料等领域。")
    html = html_of(client, q="新材料 公示")
    assert "找到 1 项" in html
    assert "关于拟认定名单<mark>公示</mark>的通知" in html
    assert "涉及<mark>新材料</mark>等领域" in html


def test_a_page_of_the_guide_is_found_too(site: SmallSite, client: Client) -> None:
    TextPageFactory(parent=site.section, title="提出异议", body="<p>写明姓名和联系方式。</p>")
    deliver_due()
    assert "提出" in html_of(client, q="联系方式")


def test_drafts_are_not_found(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示草稿", live=False)
    assert "公示草稿" not in html_of(client, q="公示")


def test_what_was_restricted_is_not_found_even_before_the_index_knows(site: SmallSite, client: Client) -> None:
    section = SectionPageFactory(parent=site.home, title="内部")
    page = TextPageFactory(parent=section, title="内部公示")
    deliver_due()
    assert data_of(client, q="公示")["total"] == 1
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    for _ in range(2):
        assert data_of(client, q="公示")["total"] == 0
        assert "内部公示" not in html_of(client, q="公示")
        assert client.get("/search/complete/", {"q": "内部"}).json() == {"titles": []}
        assert page.url not in html_of(client, q="内部公示 火星")
        deliver_due()


def test_hits_say_kind_state_date_and_issuer(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示", source="示例市财政局")
    html = html_of(client, q="公示")
    assert "公告" in html
    assert "示例市财政局" in html


def test_nothing_found_says_what_to_try(site: SmallSite, client: Client) -> None:
    put_up(site.section, "关于合作基地公示的通知")
    html = html_of(client, q="公示 火星")
    assert "没有找到" in html
    assert "少输入几个字" in html
    assert "去掉一个词" in html
    near = html_of(client, q="合作基地 火星")
    assert "标题与此相近的有" in near
    assert "关于合作基地公示的通知" in near


def test_what_was_typed_is_shown_and_harmless(site: SmallSite, client: Client) -> None:
    html = html_of(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_what_stands_in_a_document_is_harmless(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示<b>甲</b>", "公示&lt;img src=x onerror=alert(1)&gt;")
    html = html_of(client, q="公示")
    assert "<img src=x" not in html
    assert "<b>甲" not in html


def test_a_very_long_query_is_cut_and_says_so(site: SmallSite, client: Client) -> None:
    assert "只按前面 200 个字搜索" in html_of(client, q="字" * 10_000)


def test_ten_thousand_characters_reach_the_page_through_the_servers_before_it(site: SmallSite, client: Client) -> None:
    root = Path(__file__).parents[2]
    address = f"GET /search/?q={quote('字' * 10_000)}"
    assert runpy.run_path(str(root / "gunicorn.conf.py"))["limit_request_line"] > len(address)
    (kilobytes,) = re.findall(r"large_client_header_buffers \d+ (\d+)k;", (root / "deploy" / "nginx.conf").read_text())
    assert int(kilobytes) * 1024 > len(address)
    put_up(site.section, "字" * 40)
    put_up(site.section, "字" * 40, source="示例市财政局")
    assert f'href="?q={quote("字" * 201)}' not in html_of(client, q="字" * 10_000)  # no choice repeats all of it


@pytest.mark.parametrize("typed", ["，。！？", '"""', "-公示", "---", "\u202e\u200f"])
def test_what_is_no_question_is_answered_in_a_sentence(site: SmallSite, client: Client, typed: str) -> None:
    assert "请输入要查的字词" in html_of(client, q=typed)


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "999999"}, {"page": "-1"}, {"page": "abc"}, {"page": "１"}, {"kind": "nonsense"}, {"state": "x"}, {"year": "20x0"},
        {"issuer": "没有的机关"}, {"sort": "cheapest"}, {"nothing": "1"}, {"kind": ["announcement"] * 50}, {"issuer": "字" * 5000},
        {"year": "２０２６"}, {"programme": "\x00"},
    ],
)  # fmt: skip
def test_an_address_made_by_hand_gets_a_page(site: SmallSite, client: Client, asked: dict[str, Any]) -> None:
    put_up(site.section, "公示")
    html_of(client, q="公示", **asked)
    assert client.get("/search/", {"q": "公示", "format": "json", **asked}).status_code == 200
    assert client.get("/search/feed/", {"q": "公示", **asked}).status_code == 200


def test_what_was_left_out_of_an_address_is_said(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示")
    assert "不认识的筛选条件" in html_of(client, q="公示", kind="nonsense")


@given(typed=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_nothing_typed_breaks_it(typed: str, client: Client) -> None:
    raw = typed.encode("utf-8", "replace")
    for address in ("/search/", "/search/complete/", "/search/feed/"):
        assert client.get(address, {"q": raw}).status_code == 200


def test_a_choice_of_a_facet_has_an_address_and_can_be_taken_back(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示一")
    put_up(site.section, "公示二", source="示例市财政局")
    html = html_of(client, q="公示", issuer="示例市财政局")
    assert "公示</mark>二" in html
    assert "公示</mark>一" not in html
    assert "已选，点击取消" in html
    data = data_of(client, q="公示", issuer="示例市财政局")
    assert {row["value"]: row["count"] for row in data["facets"]["issuer"]} == {
        "示例市财政局": 1,
        "示例市科学技术局": 1,
    }


def test_every_link_of_the_results_keeps_the_rest_of_the_question(site: SmallSite, client: Client) -> None:
    from django.http import QueryDict

    from search.asked import Asked, read

    asked = Asked("公示 & 异议", {"kind": ("announcement",), "year": ("2026", "2025")}, page=3)
    assert read(QueryDict(asked.query)) == asked
    assert parse_qsl(asked.toggled("year", "2025").query) == [
        ("q", "公示 & 异议"),
        ("kind", "announcement"),
        ("year", "2026"),
    ]


def test_more_than_a_page_of_hits_has_pages(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory.create_batch(13, parent=site.section, title="公示")
    deliver_due()
    assert "第 1 页，共 2 页" in html_of(client, q="公示")
    assert len(data_of(client, q="公示", page=2)["hits"]) == 3


def test_results_for_machines_have_provisions_and_facets(site: SmallSite, client: Client) -> None:
    page = put_up(site.section, "公示", "公示期为五个工作日。")
    data = data_of(client, q="公示期")
    assert {"total", "took_ms", "hits", "facets"} <= data.keys()
    hit = data["hits"][0]
    assert {"kind", "title", "url", "score", "provisions"} <= hit.keys()
    assert hit["provisions"] == [{"ref": "正文", "url": page.url, "html": "<mark>公示期</mark>为五个工作日。"}]
    assert set(data["facets"]) == {"kind", "programme", "issuer", "year", "state"}


def test_a_search_has_a_feed_of_its_newest(site: SmallSite, client: Client) -> None:
    page = put_up(site.section, "公示一")
    response = client.get("/search/feed/", {"q": "公示"})
    assert response["Content-Type"].startswith("application/atom+xml")
    assert page.url in response.content.decode()


def test_titles_are_offered_while_one_types(site: SmallSite, client: Client) -> None:
    page = put_up(site.section, "关于合作基地的通知")
    assert client.get("/search/complete/", {"q": "合作基"}).json()["titles"] == [
        {"title": "关于合作基地的通知", "number": "", "url": page.url}
    ]


def test_when_the_engine_is_away_the_page_says_so(site: SmallSite, client: Client, settings: LazySettings) -> None:
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_HOSTS = "elasticsearch", ["http://127.0.0.1:1"]
    assert "检索服务暂时不能用" in html_of(client, q="公示")
    assert client.get("/search/", {"q": "公示", "format": "json"}).status_code == 503
    assert client.get("/search/feed/", {"q": "公示"}).status_code == 503
    assert client.get("/search/complete/", {"q": "公示"}).json() == {"titles": []}


@time_machine.travel("2026-09-17T10:00:30+08:00", tick=False)
def test_too_many_searches_from_one_address_are_refused_clearly(
    site: SmallSite, client: Client, settings: LazySettings
) -> None:
    settings.SEARCHES_A_MINUTE = 3
    assert [client.get("/search/", {"q": "公示"}).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert "搜索太频繁了，请过一分钟再试。" in client.get("/search/", {"q": "公示"}).content.decode()
    for_machines = client.get("/search/", {"q": "公示", "format": "json"})
    assert (for_machines.status_code, for_machines["Retry-After"]) == (429, "60")
    assert for_machines.json() == {"error": "搜索太频繁了，请过一分钟再试。"}
    assert client.get("/search/feed/", {"q": "公示"}).status_code == 429
    assert client.get("/search/").status_code == 200  # the empty page is no search
    assert client.get("/search/", {"q": "公示"}, REMOTE_ADDR="203.0.113.7").status_code == 200
    with time_machine.travel("2026-09-17T10:01:00+08:00", tick=False):
        assert client.get("/search/", {"q": "公示"}).status_code == 200


@time_machine.travel("2026-09-17T10:00:30+08:00", tick=False)
def test_completions_have_a_limit_of_their_own(site: SmallSite, client: Client, settings: LazySettings) -> None:
    settings.SEARCHES_A_MINUTE = 1
    asked = [client.get("/search/complete/", {"q": "公示"}).status_code for _ in range(6)]
    assert asked == [200, 200, 200, 200, 200, 429]
    assert client.get("/search/complete/", {"q": "公示"}).json() == {"error": "搜索太频繁了，请过一分钟再试。"}
    assert client.get("/search/", {"q": "公示"}).status_code == 200


def test_a_disk_that_takes_no_count_does_not_take_search_away(
    site: SmallSite, client: Client, settings: LazySettings
) -> None:
    settings.SEARCHES_A_MINUTE = 1
    limiting.folder().parent.mkdir(parents=True, exist_ok=True)
    limiting.folder().write_text("a file stands here")
    assert [client.get("/search/", {"q": "公示"}).status_code for _ in range(3)] == [200, 200, 200]


def test_queries_do_not_grow_with_hits(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示")

    def grow() -> None:
        AnnouncementPageFactory.create_batch(5, parent=site.section, title="公示")
        deliver_due()

    assert_constant_queries(lambda: client.get("/search/", {"q": "公示"}), grow, at_most=8)


def test_results_for_machines_are_json_of_plain_values(site: SmallSite, client: Client) -> None:
    put_up(site.section, "公示")
    json.dumps(data_of(client, q="公示"))
    assert urlsplit(data_of(client, q="公示")["hits"][0]["url"]).path.startswith("/")
