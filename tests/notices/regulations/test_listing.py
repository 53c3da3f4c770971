"""The list at 政策法规, the feed, and the block on the home page."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from foundation.clock import today
from foundation.models import SealingPage, WithdrawalPage
from foundation.roles import Role
from foundation.visibility import public_pages
from notices.lives import lives_of
from notices.models import RegulationPage, Replacement
from notices.regulations.in_force import in_force
from notices.validity import standing_on
from tests.factories.acts import Bureau, bureau, person
from tests.factories.acts_on_acts import again, done, reviewed, sign
from tests.factories.pages import SectionPageFactory
from tests.factories.regulations import SHORT, amended, changed_by, imported, issued, repealed
from tests.queries import assert_constant_queries, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day() -> Any:
    with time_machine.travel("2026-12-01 10:00 +0800"):
        yield


@pytest.fixture
def office(day: Any) -> Bureau:
    """The section is the one the list is for."""
    office = bureau()
    office.section.slug, office.section.title = "regulations", "政策法规"
    office.section.save()
    return office


def another(office: Bureau, number: int, title: str = "", **fields: Any) -> RegulationPage:
    text = SHORT.replace("1号", f"{number}号").replace("科技项目管理办法", title or f"第{number}项管理办法")
    return issued(office, text, **fields)


def in_place_of(office: Bureau, old: RegulationPage, number: int, **fields: Any) -> RegulationPage:
    text = SHORT.replace("1号", f"{number}号").replace("科技项目管理办法", f"第{number}项管理办法")
    page: Any = imported(office, text, **fields).get_latest_revision_as_object()
    page.replacements.add(Replacement(target=old))
    page.save()
    page.save_revision(user=office[Role.EDITOR])
    new: RegulationPage = sign(office, reviewed(office, again(page)))
    return new


def listed(client: Client, query: str = "") -> list[str]:
    html = client.get(f"/regulations/{query}").content.decode()
    return re.findall(r'reg-rows__title"><a href="[^"]+">([^<]+)</a><span class="tag[^>]+>([^<]+)<', html)


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/regulations/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_holds_comes_first_and_each_says_how_it_stands(office: Bureau, client: Client) -> None:
    another(office, 2, "已满办法", expires_on=date(2026, 11, 30))
    another(office, 3, "草稿办法", is_draft=True)
    another(office, 4, "现行办法")
    another(office, 5, "未来办法", effective_on=date(2027, 1, 1))
    assert [word for _, word in listed(client)] == ["现行有效", "尚未施行", "征求意见稿", "已失效"]


def test_drafts_of_editors_and_sealed_ones_are_not_listed(office: Bureau, client: Client) -> None:
    imported(office)
    sealed = another(office, 2, "封存办法")
    another(office, 3, "现行办法")
    done(office, SealingPage, sealed)
    assert [title for title, _ in listed(client)] == ["示例市现行办法"]


def test_each_filter_is_an_address_and_counts_with_the_others(office: Bureau, client: Client) -> None:
    another(office, 2, "甲办法", topic="科技")
    another(office, 3, "乙办法", topic="教育")
    another(office, 4, "丙办法", topic="科技", expires_on=date(2026, 11, 30))
    assert [title for title, _ in listed(client, f"?topic={quote('科技')}")] == ["示例市甲办法", "示例市丙办法"]
    narrowed = page(client, f"?topic={quote('科技')}")
    assert f"?state=expired&amp;topic={quote('科技')}" in narrowed
    both = listed(client, f"?state=expired&topic={quote('科技')}")
    assert [title for title, _ in both] == ["示例市丙办法"]


def test_an_issuer_among_several_finds_it(office: Bureau, client: Client) -> None:
    another(office, 2, "联合办法", issuers="示例市科学技术局、示例市财政局")
    another(office, 3, "单独办法")
    assert [title for title, _ in listed(client, f"?issuer={quote('示例市财政局')}")] == ["示例市联合办法"]


def test_those_of_a_programme_are_found_by_it(office: Bureau, client: Client) -> None:
    another(office, 2, "一般办法")
    above = SectionPageFactory(parent=office.site.home, title="科技计划", slug="programmes")
    programme = SectionPageFactory(parent=above, title="合作基地计划", slug="bases")
    people = {role: person(role, programme) for role in (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)}
    another(Bureau(replace(office.site, section=programme), people), 3, "基地办法")
    assert '?programme=bases"' in page(client)
    assert [title for title, _ in listed(client, "?programme=bases")] == ["示例市基地办法"]
    assert [title for title, _ in listed(client, "?programme=none")] == ["示例市一般办法"]


def test_words_are_found_in_title_and_number_whatever_the_brackets(office: Bureau, client: Client) -> None:
    another(office, 22, "甲办法")
    another(office, 33, "乙办法")
    for typed in ("甲", "示科规〔2026〕22号", "示科规[2026]22号", "示例市 甲"):
        assert [title for title, _ in listed(client, f"?q={quote(typed)}")] == ["示例市甲办法"], typed


@pytest.mark.parametrize("query", ["?state=nonsense", "?year=0", "?issuer=%00", "?topic=" + "x" * 300])
def test_a_filter_there_is_not_is_said_and_everything_shown(office: Bureau, client: Client, query: str) -> None:
    another(office, 2)
    assert "现在显示全部" in page(client, query)
    assert len(listed(client, query)) == 1


@pytest.mark.parametrize("query", ["?page=0", "?page=999", "?page=x", "?q=" + "长" * 500])
def test_nothing_typed_breaks_it(office: Bureau, client: Client, query: str) -> None:
    another(office, 2)
    page(client, query)


def test_with_nothing_found_it_says_what_to_do(office: Bureau, client: Client) -> None:
    another(office, 2)
    assert "减少一个条件" in page(client, "?q=没有这样的办法")


def test_a_facet_without_a_choice_hides(office: Bureau, client: Client) -> None:
    another(office, 2)
    assert "主题分类" not in page(client)


def test_it_goes_page_by_page_and_keeps_the_filter(office: Bureau, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("notices.regulations.listing.ROWS_A_PAGE", 2)
    for number in range(2, 5):
        another(office, number, topic="科技")
    another(office, 9, topic="教育")
    assert len(listed(client, f"?topic={quote('科技')}")) == 2
    assert f"?topic={quote('科技')}&amp;page=2" in page(client, f"?topic={quote('科技')}")
    assert len(listed(client, f"?topic={quote('科技')}&page=2")) == 1


def test_what_was_done_to_regulations_is_found_there(office: Bureau, client: Client) -> None:
    act = repealed(office, another(office, 2), date(2026, 10, 1))
    assert act.url in page(client)


def test_an_empty_section_says_so(office: Bureau, client: Client) -> None:
    assert "还没有内容" in page(client)


def test_it_asks_the_same_however_many_there_are(office: Bureau, client: Client) -> None:
    another(office, 2)
    assert_constant_queries(
        lambda: page(client), lambda: [amended_one(office, number) for number in (3, 4, 5)], at_most=16
    )


def amended_one(office: Bureau, number: int) -> None:
    regulation = another(office, number)
    text = SHORT.replace("1号", f"{number + 50}号").replace("5个工作日", "6个工作日")
    amended(office, regulation, text, effective_on=date(2026, 9, 1))


# --- the feed --------------------------------------------------------------------------------------------------------


def feed(client: Client) -> str:
    answer = client.get("/feeds/regulations/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_feed_tells_what_does_not_hold(office: Bureau, client: Client) -> None:
    another(office, 2, "现行办法")
    done(office, WithdrawalPage, another(office, 3, "撤回办法"))
    told = feed(client)
    assert "<title>示例市现行办法</title>" in told
    assert "【已撤回】示例市撤回办法" in told


def test_a_sealed_one_is_gone_from_the_feed_at_once(office: Bureau, client: Client) -> None:
    sealed = another(office, 2, "封存办法")
    assert "封存办法" in feed(client)
    done(office, SealingPage, sealed)
    assert "封存办法" not in feed(client)


def test_an_entry_keeps_its_id_when_it_is_withdrawn_and_is_newer_then(office: Bureau, client: Client) -> None:
    regulation = another(office, 2)
    before = feed(client)
    with time_machine.travel("2026-12-02 10:00 +0800"):
        done(office, WithdrawalPage, regulation)
        after = feed(client)
    entry = f"<id>urn:uuid:{regulation.translation_key}</id>"
    assert entry in before
    assert entry in after
    assert "2026-12-02T02:00" in after


def test_the_feed_answers_not_modified(office: Bureau, client: Client) -> None:
    another(office, 2)
    tag = client.get("/feeds/regulations/")["ETag"]
    assert client.get("/feeds/regulations/", headers={"if-none-match": tag}).status_code == 304


def test_the_feed_costs_the_same_however_much_is_in_it(office: Bureau, client: Client) -> None:
    another(office, 2)
    assert_constant_queries(lambda: feed(client), lambda: [another(office, number) for number in (3, 4, 5)])


# --- in force, asked of the database ---------------------------------------------------------------------------------


def test_the_home_page_shows_those_in_force(office: Bureau, client: Client) -> None:
    another(office, 2, "现行办法")
    another(office, 3, "已满办法", expires_on=date(2026, 11, 30))
    html = client.get("/").content.decode()
    assert "示例市现行办法" in html
    assert "示例市已满办法" not in html


def test_home_keeps_to_its_queries_with_regulations_on_it(office: Bureau, client: Client) -> None:
    amended_one(office, 3)
    assert len(found := queries_of(lambda: client.get("/"))) <= 12, "\n".join(found)


def test_the_database_agrees_with_the_law_about_what_is_in_force(office: Bureau) -> None:
    """Every kind of life there is, once."""
    another(office, 2)
    another(office, 3, expires_on=date(2026, 12, 1))
    another(office, 4, expires_on=date(2026, 11, 30))
    another(office, 5, effective_on=date(2026, 12, 2))
    another(office, 6, is_draft=True)
    done(office, WithdrawalPage, another(office, 7))
    repealed(office, another(office, 8), date(2026, 12, 1))
    repealed(office, another(office, 9), date(2026, 12, 2))
    done(office, WithdrawalPage, repealed(office, another(office, 10), date(2026, 11, 1)))
    lengthened = another(office, 11, expires_on=date(2026, 11, 1))
    amended(
        office, lengthened, SHORT.replace("1号", "61号"), effective_on=date(2026, 10, 1), expires_on=date(2031, 1, 1)
    )
    late = another(office, 12, expires_on=date(2026, 10, 1))
    amended(office, late, SHORT.replace("1号", "62号"), effective_on=date(2026, 11, 1), expires_on=date(2031, 1, 1))
    shortened = another(office, 13)
    amended(
        office, shortened, SHORT.replace("1号", "63号"), effective_on=date(2026, 10, 1), expires_on=date(2026, 11, 1)
    )
    for number, begins in ((14, date(2026, 12, 1)), (15, date(2026, 12, 2))):
        draft = another(office, number, is_draft=True, expires_on=date(2026, 6, 1))
        text = SHORT.replace("1号", f"{number + 50}号")
        act = changed_by(office, draft, text, purpose="adopt", effective_on=begins, expires_on=None)
        sign(office, reviewed(office, act))
    for number, begins in ((16, date(2026, 11, 1)), (17, date(2026, 12, 2))):
        in_place_of(office, another(office, number), number + 100, effective_on=begins)
    in_place_of(office, another(office, 18), 118, is_draft=True)
    pages = list(public_pages(RegulationPage.objects.all()))
    lives = lives_of(pages)
    law = {one.pk for one in pages if standing_on(today(), lives[one.pk]).state.holds}
    asked = set(public_pages(in_force(today())).values_list("pk", flat=True))
    assert {one.document_number for one in pages if one.pk in law ^ asked} == set()
    assert len(law) >= 8


def test_a_role_changes_nothing_of_the_list(office: Bureau, client: Client) -> None:
    another(office, 2)
    seen = listed(client)
    client.force_login(office[Role.EDITOR])
    assert listed(client) == seen
