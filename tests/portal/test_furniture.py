"""What stands on every public page."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings
from wagtail.models import Page

from foundation.models import BureauIdentity
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))


def test_an_article_carries_the_tags_the_guideline_asks_for(site: SmallSite, client: Client) -> None:
    BureauIdentity.objects.update(site_code="bm01000001")
    page = AnnouncementPageFactory(
        parent=site.section,
        title="关于“三项”工作的公告",
        keywords="公示,认定",
        responsible_editor="编辑员",
        search_description="一句摘要",
        first_published_at=datetime(2026, 9, 16, 17, 59, tzinfo=UTC),
    )
    tags = meta(client.get(page.url).content.decode())
    assert tags["SiteName"] == "示例市科学技术局"
    assert tags["SiteIDCode"] == "bm01000001"
    assert tags["SiteDomain"] == "127.0.0.1"
    assert tags["ColumnName"] == "通知公告"
    assert tags["ColumnType"] == "政策文件"
    assert {"ColumnDescription", "ColumnKeywords"} <= tags.keys()
    assert tags["ArticleTitle"] == "关于“三项”工作的公告"
    assert tags["PubDate"] == "2026-09-17 01:59"  # Shanghai, whatever the server's zone
    assert tags["ContentSource"] == "示例市科学技术局"
    assert tags["Keywords"] == "公示,认定"
    assert tags["Author"] == "编辑员"
    assert tags["Description"] == "一句摘要"
    assert tags["og:type"] == "article"


def test_a_column_carries_its_own_tags_and_none_of_an_article(site: SmallSite, client: Client) -> None:
    tags = meta(client.get(site.section.url).content.decode())
    assert tags["ColumnName"] == "通知公告"
    assert "ArticleTitle" not in tags
    assert "PubDate" not in tags


def test_a_title_cannot_break_out_of_a_tag(site: SmallSite, client: Client) -> None:
    page = AnnouncementPageFactory(parent=site.section, title='"><script>alert(1)</script>')
    assert "<script>alert" not in client.get(page.url).content.decode()


@override_settings(WAGTAILADMIN_BASE_URL="https://kjj.example.gov.cn")
def test_the_canonical_address_ignores_query_and_host(site: SmallSite, client: Client) -> None:
    html = client.get("/announcements/?page=2", headers={"host": "localhost"}).content.decode()
    assert '<link rel="canonical" href="https://kjj.example.gov.cn/announcements/">' in html


def test_the_publication_date_is_in_no_form(site: SmallSite) -> None:
    page = AnnouncementPageFactory(parent=site.section)
    form = page.get_edit_handler().get_form_class()
    assert "first_published_at" not in form.base_fields


def test_breadcrumbs_lead_from_home_to_the_section(site: SmallSite, client: Client) -> None:
    page = AnnouncementPageFactory(parent=site.section, title="某公告")
    html = client.get(page.url).content.decode()
    crumbs = html[html.index('aria-label="当前位置"') : html.index("<h1>")]
    assert re.findall(r">([^<>\n]+)</a>", crumbs) == ["首页", "通知公告"]
    assert '<li aria-current="page">某公告</li>' in crumbs


def test_last_modified_is_said_and_nothing_is_kept_by_a_cache(site: SmallSite, client: Client) -> None:
    response = client.get(AnnouncementPageFactory(parent=site.section).url)
    assert response["Last-Modified"].endswith("GMT")
    assert "no-cache" in response["Cache-Control"]


def test_the_footer_has_every_filing_and_contact(site: SmallSite, client: Client) -> None:
    filings = {
        "site_code": "4403000052", "icp_number": "示ICP备00000000号", "police_number": "示公网安备 44030002000001 号",
        "address": "示例市示例路1号", "phone": "0000-1111111", "supervision_phone": "0000-2222222",
        "supervision_mail": "jiandu@example.invalid", "working_hours": "工作日 9:00—17:00", "operator": "示例信息中心",
    }  # fmt: skip
    BureauIdentity.objects.update(**filings)
    html = client.get("/").content.decode()
    assert [value for value in filings.values() if value not in html] == []


def test_the_current_section_is_marked_in_the_navigation(site: SmallSite, client: Client) -> None:
    page = AnnouncementPageFactory(parent=site.section)
    assert '<a href="/announcements/" aria-current="true">通知公告</a>' in client.get(page.url).content.decode()


def test_a_section_lists_twenty_a_page_and_bad_page_numbers_do_no_harm(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory.create_batch(21, parent=site.section)
    first = client.get("/announcements/").content.decode()
    assert first.count('class="notices__row"') == 20
    assert client.get("/announcements/?page=2").content.decode().count('class="notices__row"') == 1
    for page in ("0", "-1", "999999", "abc", "%00", ""):
        assert client.get(f"/announcements/?page={page}").status_code == 200


def test_a_section_asks_as_much_for_many_rows_as_for_one(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section)
    assert_constant_queries(
        lambda: client.get("/announcements/"),
        lambda: AnnouncementPageFactory.create_batch(6, parent=site.section),
        at_most=12,
    )


def test_an_article_asks_at_most_twelve_queries(site: SmallSite, client: Client) -> None:
    page = AnnouncementPageFactory(parent=site.section)
    deep = SectionPageFactory(parent=site.section)
    assert_constant_queries(
        lambda: client.get(page.url), lambda: AnnouncementPageFactory.create_batch(3, parent=deep), at_most=12
    )


def test_the_site_map_shows_sections_and_pages_and_no_drafts(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section, title="看得见的公告")
    AnnouncementPageFactory(parent=site.section, title="看不见的公告", live=False)
    html = client.get("/sitemap/").content.decode()
    assert "看得见的公告" in html
    assert "看不见的公告" not in html
    assert_constant_queries(
        lambda: client.get("/sitemap/"), lambda: AnnouncementPageFactory.create_batch(5, parent=site.section)
    )


def test_a_site_without_pages_still_answers(client: Client) -> None:
    Page.objects.filter(depth__gt=1).delete()
    assert client.get("/sitemap/").status_code == 200
    assert client.get("/").status_code == 404
