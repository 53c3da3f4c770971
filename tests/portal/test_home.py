"""The home page."""

import pytest
import time_machine
from django.test import Client

from foundation.home import HomeBlock, Slot, home_block
from notices.models import AnnouncementPage
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.factories.sites import SmallSite, small_site
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


def test_home_says_whose_it_is_and_offers_a_search(site: SmallSite, client: Client) -> None:
    html = client.get("/").content.decode()
    assert "示例市科学技术局" in html
    assert 'action="/search/"' in html


@time_machine.travel("2026-09-17 10:00 +0800")
def test_with_no_list_open_home_shows_how_five_working_days_are_counted(site: SmallSite, client: Client) -> None:
    html = client.get("/").content.decode()
    assert "现在没有正在公示的名单" in html
    # 9-18 is day one; 9-20 is a make-up Sunday and counts.
    for words in ("9月18日", "国庆节调休上班日，计入", "9月23日", "24:00"):
        assert words in html


@pytest.mark.parametrize("day", ["2026-12-28 10:00 +0800", "2027-06-01 10:00 +0800"])
def test_past_the_last_notice_the_dates_are_marked_provisional(day: str, site: SmallSite, client: Client) -> None:
    with time_machine.travel(day):
        html = client.get("/").content.decode()
    assert "暂定" in html
    assert "尚未公布放假安排" in html


def test_newest_announcements_come_first_and_drafts_never(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section, title="先发的公告")
    AnnouncementPageFactory(parent=site.section, title="后发的公告")
    AnnouncementPageFactory(parent=site.section, title="没发的公告", live=False)
    html = client.get("/").content.decode()
    assert html.index("后发的公告") < html.index("先发的公告")
    assert "没发的公告" not in html


def test_an_empty_block_hides(site: SmallSite, client: Client) -> None:
    assert "认定与公告" not in client.get("/").content.decode()


def test_an_empty_column_hides_from_the_navigation(site: SmallSite, client: Client) -> None:
    SectionPageFactory(parent=site.home, title="空栏目", slug="empty")
    AnnouncementPageFactory(parent=site.section)
    html = client.get("/").content.decode()
    assert "空栏目" not in html
    assert ">通知公告</a>" in html


def test_two_apps_cannot_fill_the_same_slot() -> None:
    with pytest.raises(ValueError, match="已有内容来源"):
        home_block(Slot.DECISIONS)(lambda request: HomeBlock("", ""))


def test_home_asks_the_database_at_most_twelve_times_cold(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section)
    assert len(queries_of(lambda: client.get("/"))) <= 12


def test_home_queries_do_not_grow_with_announcements(site: SmallSite, client: Client) -> None:
    AnnouncementPageFactory(parent=site.section)
    assert_constant_queries(
        lambda: client.get("/"), lambda: AnnouncementPageFactory.create_batch(4, parent=site.section), at_most=12
    )
    assert AnnouncementPage.objects.count() == 5
