"""/calls/ and /announcements/: narrowed down by plain addresses, page by page, the same cost however long."""

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.clock import now, today
from foundation.models import CorrectionPage, SealingPage, SectionPage, WithdrawalPage
from notices.calls.querying import by_closing
from notices.calls.states import CallState
from notices.models import CallPage
from tests.factories.acts import Bureau, bureau, fresh, published
from tests.factories.acts_on_acts import changed, done
from tests.factories.calls import CallPageFactory, at, call, extended
from tests.factories.laid import laid_once
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    with time_machine.travel(at("2026-11-02 09:00")):
        return bureau()


def listed(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    rows = response.context["rows"] if "own" not in response.context else response.context["own"].rows
    return [row.title for row in rows]


# --- calls -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def calls(office: Bureau) -> dict[str, Any]:
    return of_every_state(office)


@laid_once
def of_every_state(office: Bureau) -> dict[str, Any]:
    with time_machine.travel(at("2026-11-02 10:00")):
        made = {
            "soon": call(office, title="快截止", closes_on=date(2026, 11, 20)),
            "later": call(office, title="晚截止", closes_on=date(2026, 12, 20)),
            "batches": call(office, title="分批", open_ended=True, batches=[("第一批", date(2026, 12, 1), None)]),
            "always": call(office, title="常年", open_ended=True, without_batches=True),
            "upcoming": call(office, title="未开始的", opens_on=date(2026, 12, 1), closes_on=date(2026, 12, 31)),
            "closed": call(office, title="截止了", closes_on=date(2026, 11, 3)),
            "extended": call(office, title="延过期", closes_on=date(2026, 11, 9)),
            "withdrawn": call(office, title="撤回的", closes_on=date(2026, 12, 9)),
        }
        extended(office, made["extended"], date(2026, 11, 16))
        done(office, WithdrawalPage, made["withdrawn"])
    return made


@time_machine.travel(at("2026-11-10 10:00"))
def test_what_one_can_apply_for_comes_first_the_next_to_close_before_all(calls: Any, client: Client) -> None:
    titles = listed(client, "/calls/")
    assert titles[:6] == ["延过期", "快截止", "分批", "晚截止", "常年", "未开始的"]
    assert set(titles[6:]) == {"截止了", "撤回的"}


@time_machine.travel(at("2026-11-10 10:00"))
@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("open", {"快截止", "晚截止", "分批", "常年"}),
        ("extended", {"延过期"}),
        ("upcoming", {"未开始的"}),
        ("closed", {"截止了"}),
        ("withdrawn", {"撤回的"}),
    ],
)
def test_calls_of_a_state(state: str, titles: set[str], calls: Any, client: Client) -> None:
    assert set(listed(client, f"/calls/?state={state}")) == titles


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-09 23:59:59", "2026-11-10 00:00:00", "2026-11-16 23:59:59", "2026-11-17 00:00:00", "2026-11-20 23:59:59",
        "2026-11-21 00:00:00", "2026-11-30 23:59:59", "2026-12-01 00:00:00", "2026-12-31 23:59:59", "2027-06-01 10:00:00",
    ],
)  # fmt: skip
def test_the_database_and_the_page_agree_on_the_state(moment: str, calls: Any) -> None:
    with time_machine.travel(at(moment), tick=False):
        for page in by_closing(CallPage.objects.all().select_related("published_act"), now()):
            assert CallState(page.state_code) is fresh(page).state, page.title


@time_machine.travel(at("2026-11-10 10:00"))
def test_an_extended_call_says_both_instants_in_the_list(calls: Any, client: Client) -> None:
    html = client.get("/calls/?state=extended").content.decode()
    assert "到 2026年11月16日（周一） 24:00 截止（原定2026年11月9日（周一） 24:00）" in html


def test_a_value_that_does_not_exist_is_said(calls: Any, client: Client) -> None:
    html = client.get("/calls/?state=nothing&year=1900&section=x&source=%00").content.decode()
    assert "没有“nothing”这个状态，现在显示全部状态。" in html
    assert "没有“1900”这个年份" in html
    assert "快截止" in html


@time_machine.travel(at("2026-11-10 10:00"))
def test_with_nothing_to_show_it_says_what_to_do(office: Bureau, client: Client) -> None:
    assert "现在没有申报通知" in client.get("/calls/").content.decode()
    call(office, closes_on=date(2026, 12, 1))
    with time_machine.travel(at("2027-11-10 10:00")):
        call(office, closes_on=date(2027, 12, 1))
        html = client.get("/calls/?state=open&year=2026").content.decode()
    assert "没有符合这些条件的内容" in html
    assert '<a href="/calls/">查看全部</a>' in html


def test_calls_by_section_and_source(office: Bureau, client: Client) -> None:
    programme = SectionPageFactory(parent=office.site.home, title="合作基地", slug="bases")
    CallPageFactory(parent=programme, title="基地申报", source="示例市人民政府")
    CallPageFactory(parent=office.section, title="别的申报")
    assert listed(client, "/calls/?section=bases") == ["基地申报"]
    assert listed(client, "/calls/?source=示例市人民政府") == ["基地申报"]
    assert listed(client, "/calls/?source=本机关") == ["别的申报"]
    assert "栏目" in client.get("/calls/").content.decode()


def a_programme(office: Bureau) -> SectionPage:
    """Each section below that of programmes is one."""
    above = SectionPageFactory(parent=office.site.home, title="科技计划", slug="programmes")
    programme: SectionPage = SectionPageFactory(parent=above, title="合作基地计划", slug="bases")
    return programme


def test_calls_of_a_programme_wherever_below_it_they_stand(office: Bureau, client: Client) -> None:
    programme = a_programme(office)
    CallPageFactory(parent=programme, title="基地申报")
    CallPageFactory(parent=SectionPageFactory(parent=programme, title="往年", slug="past"), title="往年申报")
    CallPageFactory(parent=programme.get_parent().specific, title="综合申报")
    CallPageFactory(parent=office.section, title="别的申报")
    assert set(listed(client, "/calls/?programme=bases")) == {"基地申报", "往年申报"}
    assert set(listed(client, "/calls/?programme=none")) == {"综合申报", "别的申报"}
    html = client.get("/calls/").content.decode()
    assert "科技计划" in html
    assert '?programme=bases"' in html
    assert "没有“nothing”这个科技计划" in client.get("/calls/?programme=nothing").content.decode()


def test_announcements_of_a_programme(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=a_programme(office), title="基地公告")
    AnnouncementPageFactory(parent=office.section, title="别的公告")
    assert listed(client, "/announcements/?programme=bases") == ["基地公告"]
    assert listed(client, "/announcements/?programme=none") == ["别的公告"]


def test_without_programmes_nothing_is_asked_about_them(office: Bureau, client: Client) -> None:
    CallPageFactory(parent=office.section, title="别的申报")
    assert "programme=" not in client.get("/calls/").content.decode()


def test_page_by_page_the_filter_is_kept(office: Bureau, client: Client) -> None:
    CallPageFactory.create_batch(21, parent=office.section)
    html = client.get("/calls/?state=open").content.decode()
    assert 'href="?state=open&amp;page=2"' in html
    assert len(listed(client, "/calls/?state=open&page=2")) == 1
    assert len(listed(client, "/calls/?state=open&page=none")) == 20


def test_the_list_of_calls_costs_the_same_however_long(office: Bureau, client: Client) -> None:
    CallPageFactory(parent=office.section)
    assert_constant_queries(
        lambda: client.get("/calls/"), lambda: CallPageFactory.create_batch(4, parent=office.section), at_most=8
    )


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_list_is_only_read(method: str, client: Client, office: Bureau) -> None:
    assert getattr(client, method)("/calls/").status_code == 405


# --- announcements ---------------------------------------------------------------------------------------------------


def test_announcements_of_a_kind(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section, title="认定了", kind="result")
    AnnouncementPageFactory(parent=office.section, title="普通公告")
    assert listed(client, "/announcements/?kind=result") == ["认定了"]
    assert listed(client, "/announcements/?kind=notice") == ["普通公告"]


def test_corrections_and_withdrawals_are_kinds_of_their_own(office: Bureau, client: Client) -> None:
    page = published(office, title="某公告")
    done(office, CorrectionPage, changed(office, page, body="<p>改</p>"), title="更正某公告")
    done(office, WithdrawalPage, page, title="撤回某公告")
    assert listed(client, "/announcements/?kind=correctionpage") == ["更正某公告"]
    assert listed(client, "/announcements/?kind=withdrawalpage") == ["撤回某公告"]
    assert "已撤回" in client.get("/announcements/?kind=notice").content.decode()


def test_a_page_of_another_kind_in_the_section_is_not_lost(office: Bureau, client: Client) -> None:
    TextPageFactory(parent=office.section, title="说明页")
    assert listed(client, "/announcements/?kind=other") == ["说明页"]


def test_announcements_of_other_sections_are_found_by_section(office: Bureau, client: Client) -> None:
    programme = SectionPageFactory(parent=office.site.home, title="合作基地", slug="bases")
    AnnouncementPageFactory(parent=programme, title="基地公告")
    AnnouncementPageFactory(parent=office.section, title="本栏公告")
    assert set(listed(client, "/announcements/")) == {"基地公告", "本栏公告"}
    assert listed(client, "/announcements/?section=bases") == ["基地公告"]


def test_a_section_without_a_list_of_its_own_has_the_newest_first(office: Bureau, client: Client) -> None:
    section = SectionPageFactory(parent=office.site.home, slug="guides")
    for title in ("先发的", "后发的"):
        TextPageFactory(parent=section, title=title)
    assert listed(client, section.url) == ["后发的", "先发的"]


def test_what_stands_behind_a_restriction_is_not_listed(office: Bureau, client: Client) -> None:
    from wagtail.models import PageViewRestriction

    closed = SectionPageFactory(parent=office.site.home, title="内部", slug="inside")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    AnnouncementPageFactory(parent=closed, title="内部公告")
    AnnouncementPageFactory(parent=office.section, title="公开公告")
    assert listed(client, "/announcements/") == ["公开公告"]
    assert "内部公告" not in client.get("/feeds/announcements/").content.decode()


def test_what_was_sealed_is_in_no_list(office: Bureau, client: Client) -> None:
    page = published(office, title="涉密公告")
    done(office, SealingPage, page)
    assert "涉密公告" not in listed(client, "/announcements/")


def test_calls_have_a_list_of_their_own(office: Bureau, client: Client) -> None:
    CallPageFactory(parent=office.section, title="申报某事")
    AnnouncementPageFactory(parent=office.section, title="某公告")
    assert listed(client, "/announcements/") == ["某公告"]
    assert 'href="/calls/"' in client.get("/announcements/").content.decode()


def test_the_year_is_that_of_shanghai(office: Bureau, client: Client) -> None:
    with time_machine.travel(at("2027-01-01 00:30")):
        AnnouncementPageFactory(parent=office.section, title="元旦凌晨发布")
    assert listed(client, "/announcements/?year=2027") == ["元旦凌晨发布"]


def test_announcements_cost_the_same_however_many(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section)
    assert_constant_queries(
        lambda: client.get("/announcements/?kind=notice"),
        lambda: AnnouncementPageFactory.create_batch(4, parent=office.section),
        at_most=12,
    )


# --- the home page ---------------------------------------------------------------------------------------------------


def test_the_home_page_shows_what_is_open_the_next_to_close_first(office: Bureau, client: Client) -> None:
    assert "正在申报" not in client.get("/").content.decode()
    CallPageFactory(parent=office.section, title="晚的", closes_on=today() + timedelta(days=30))
    CallPageFactory(
        parent=office.section, title="早的", closes_on=today() + timedelta(days=3), closes_hour=time(17, 30)
    )
    CallPageFactory(parent=office.section, title="没开始的", opens_on=today() + timedelta(days=1))
    html = client.get("/").content.decode()
    assert html.index("早的") < html.index("晚的")
    assert "没开始的" not in html
    assert "17:30止" in html
    assert 'href="/calls/"' in html


def test_with_calls_home_still_asks_at_most_twelve_times(office: Bureau, client: Client) -> None:
    AnnouncementPageFactory(parent=office.section)
    CallPageFactory(parent=office.section)
    assert_constant_queries(
        lambda: client.get("/"), lambda: CallPageFactory.create_batch(4, parent=office.section), at_most=12
    )
