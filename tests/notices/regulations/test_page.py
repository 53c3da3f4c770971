"""The public page of a regulation: its provisions, how it stands, its versions, and what it cites."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from foundation.models import SealingPage, WithdrawalPage
from foundation.roles import Role
from notices.models import Citation
from notices.provisions.numerals import in_chinese
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import again, done
from tests.factories.pages import AnnouncementPageFactory
from tests.factories.regulations import SHORT, amended, imported, issued, repealed, seed
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
AMENDED = SHORT.replace("5个工作日", "7个工作日").replace("1号", "9号")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def html(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def words(text: str) -> str:
    """What is read, without tags and spaces."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", text))


def test_an_article_with_items_says_each_word_once(office: Bureau, client: Client) -> None:
    page = html(client, issued(office).url)
    assert page.count("组织复议") == 1
    for address in ("ch1", "art-3", "art-3-p1", "art-3-4", "art-4"):
        assert page.count(f'id="{address}"') == 1
    assert 'data-cite="第三条第（四）项"' in page


def test_each_number_links_to_its_place(office: Bureau, client: Client) -> None:
    page = html(client, issued(office).url)
    assert re.search(r'<a class="pin law__mark" href="#art-3-4">（四）</a>', page)
    assert re.search(r'<a class="pin law__label" href="#art-3">第三条</a>', page)


def test_an_unmarked_second_paragraph_gets_a_mark_to_be_cited_by(office: Bureau, client: Client) -> None:
    text = SHORT.replace("适用于市级科技项目。", "适用于市级科技项目。\n区级项目参照执行。")
    page = html(client, issued(office, text).url)
    assert 'href="#art-2-p2" aria-label="第二条第二款"' in page


def test_the_disclosure_header_says_what_the_law_asks(office: Bureau, client: Client) -> None:
    page = issued(office, topic="科技", effective_rule="自颁布之日起30日后施行", effective_reason="按次日起算。")
    said = words(html(client, page.url))
    for expected in (
        "索引号", "主题分类科技", "发文机关示例市科学技术局", "成文日期2026年1月20日", "发文字号示科规〔2026〕1号",
        "施行日期2026年3月1日", "文中写明：自颁布之日起30日后施行", "这样确定的理由：按次日起算。", "有效期至2031年2月28日",
        "公开方式主动公开", "文本，",
    ):  # fmt: skip
        assert expected in said


@time_machine.travel("2026-11-20 10:00 +0800")
@pytest.mark.parametrize(
    ("fields", "word", "says"),
    [
        ({}, "现行有效", ""),
        ({"effective_on": date(2027, 1, 1)}, "尚未施行", "自2027年1月1日起施行"),
        ({"expires_on": date(2026, 11, 19)}, "已失效", "自2026年11月20日起失效"),
        ({"is_draft": True}, "征求意见稿", "没有效力"),
    ],
)
def test_the_page_says_how_it_stands(client: Client, fields: dict[str, Any], word: str, says: str) -> None:
    page = html(client, issued(bureau(), **fields).url)
    assert word in page
    assert ('aria-label="效力提示"' in page) is bool(says)
    assert says in page


@time_machine.travel("2026-11-20 10:00 +0800")
def test_a_repealed_one_names_what_repealed_it(client: Client) -> None:
    office = bureau()
    regulation = issued(office)
    act = repealed(office, regulation, date(2026, 10, 1))
    page = html(client, regulation.url)
    assert "自2026年10月1日起废止" in page
    assert f'href="{act.url}"' in page


def test_a_withdrawn_one_stays_readable_under_its_banner(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    done(office, WithdrawalPage, regulation)
    page = html(client, regulation.url)
    assert "不再有效" in page
    assert 'id="art-3-4"' in page


def test_the_text_of_a_day_is_what_was_in_force_that_day(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    before, after = (html(client, f"{regulation.url}?on={day}") for day in ("2026-08-31", "2026-09-01"))
    assert "公示5个工作日" in before
    assert "公示7个工作日" in after
    assert "这是" in before
    assert "回到今天的文本" in before


@pytest.mark.parametrize("typed", ["2026-13-01", "昨天", "0001-01-01", "9999-12-31", "2026-08-31T00:00", "1" * 5000])
def test_a_day_that_is_none_gets_a_sentence(office: Bureau, client: Client, typed: str) -> None:
    page = html(client, f"{issued(office).url}?on={typed}")
    assert 'role="alert"' in page
    assert "显示今天的文本" in page


def test_addresses_outlive_an_amendment(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    assert 'id="art-3-4"' in html(client, regulation.url)


def test_what_was_rewritten_says_so_and_nothing_else(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    page = html(client, regulation.url)
    assert page.count("本条有过修改") == 1
    assert f'href="{regulation.url}provisions/art-3/"' in page


def test_a_number_that_is_missing_is_said_where_it_would_stand(office: Bureau, client: Client) -> None:
    page = html(client, issued(office, seed("kunming-bases-2020"), effective_on=date(2020, 7, 16)).url)
    assert words(page).index("第十七条") < words(page).index("原文缺第十八条，按原件保留编号。")
    assert page.count("原文缺") == 1


def test_measures_are_set_with_their_units(office: Bureau, client: Client) -> None:
    page = html(client, issued(office, seed("kunming-measures-2019")).url)
    assert "牵头单位：市科技局、市财政局、市税务局" in page
    assert 'id="m-2"' in page
    assert 'href="#s-2-1"' in page


CITING = """示例市项目验收细则
示科规〔2026〕8号
第一条 依据《示例市科技项目管理办法》（示科规〔2026〕1号）和《示例省科学技术进步条例》，制定本细则。
第二条 本细则自2026年6月1日起施行。
示例市科学技术局
2026年5月20日
"""


def test_citations_are_links_both_ways_and_say_what_is_not_held(office: Bureau, client: Client) -> None:
    cited, citing = issued(office), issued(office, CITING)
    page = html(client, citing.url)
    assert f'<a href="{cited.url}">《示例市科技项目管理办法》</a>' in page
    assert "本站未收录" in page
    assert f'href="{citing.url}#art-1"' in html(client, cited.url)


def test_what_was_sealed_is_cited_like_what_is_not_held(office: Bureau, client: Client) -> None:
    cited, citing = issued(office), issued(office, CITING)
    done(office, SealingPage, cited)
    page = html(client, citing.url)
    assert cited.url not in page
    assert page.count("本站未收录") == 2


def test_a_draft_that_cites_it_is_not_told_to_the_public(office: Bureau, client: Client) -> None:
    cited = issued(office)
    imported(office, CITING)
    assert Citation.objects.filter(document_number="示科规〔2026〕1号").exists()
    assert "被引用" not in html(client, cited.url)


def test_a_text_no_longer_in_force_is_not_said_to_cite(office: Bureau, client: Client) -> None:
    cited, citing = issued(office), issued(office, CITING)
    changed = CITING.replace("依据《示例市科技项目管理办法》（示科规〔2026〕1号）和", "依据").replace("8号", "18号")
    amended(office, citing, changed, effective_on=date(2026, 7, 1))
    with time_machine.travel("2026-11-20 10:00 +0800"):
        assert "被引用" not in html(client, cited.url)


def test_an_interpretation_is_linked_both_ways(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    reading = AnnouncementPageFactory(
        parent=office.section, kind="interpretation", about=regulation, title="办法的解读"
    )
    other = AnnouncementPageFactory(parent=office.section, kind="notice", about=regulation, title="另一个公告")
    page = html(client, regulation.url)
    assert f'href="{reading.url}"' in page
    assert other.url not in page
    assert regulation.url in html(client, reading.url)


def test_the_citation_has_number_and_the_site_s_own_address(office: Bureau, client: Client, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.invalid"
    regulation = issued(office)
    page = html(client, regulation.url)
    assert 'data-citing="《示例市科技项目管理办法》（示科规〔2026〕1号）"' in page
    assert f'data-address="https://www.example.invalid{regulation.url}"' in page


def test_it_prints_with_the_line_that_the_original_counts(office: Bureau, client: Client) -> None:
    assert "网站打印件，以正式印发文件为准" in html(client, issued(office).url)


def test_a_browser_asks_again_each_time(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    for address in ("", "compare/", "provisions/art-3/"):
        assert "no-cache" in client.get(f"{regulation.url}{address}")["Cache-Control"]


# --- below the page --------------------------------------------------------------------------------------------------


def test_two_versions_are_compared_with_words_marked(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    act = amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    page = html(client, f"{regulation.url}compare/?from={regulation.pk}&to={act.pk}")
    assert "<del>5</del>个工作日" in page
    assert "<ins>7</ins>个工作日" in page
    assert "改动 1 条，新增 0 条，删除 0 条" in page
    assert html(client, f"{regulation.url}compare/").count("<ins>") == page.count("<ins>")


def test_with_one_version_there_is_nothing_to_compare_and_that_is_said(office: Bureau, client: Client) -> None:
    assert "只有一个版本" in html(client, f"{issued(office).url}compare/")


def test_a_version_with_itself_is_the_same(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    act = amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    assert "完全相同" in html(client, f"{regulation.url}compare/?from={act.pk}&to={act.pk}")


@pytest.mark.parametrize("query", ["?from=99999", "?to=abc", "?from=-1", "?to=" + "9" * 40, "?from=１"])
def test_a_version_there_is_not_is_not_found(office: Bureau, client: Client, query: str) -> None:
    regulation = issued(office)
    amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    html(client, f"{regulation.url}compare/{query}", 404)


def test_another_regulation_s_version_is_not_found(office: Bureau, client: Client) -> None:
    one, other = issued(office), issued(office, CITING)
    html(client, f"{one.url}compare/?from={other.pk}", 404)


def test_a_draft_version_is_not_found(office: Bureau, client: Client) -> None:
    from tests.factories.regulations import changed_by

    regulation = issued(office)
    draft = changed_by(office, regulation, AMENDED)
    html(client, f"{regulation.url}compare/?to={draft.pk}", 404)


def test_a_provision_has_its_own_history(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    page = html(client, f"{regulation.url}provisions/art-3-3/")
    assert "第三条第（三）项的历次文本" in page
    assert "<del>5</del><ins>7</ins>" in page
    assert "没有变化" in html(client, f"{regulation.url}provisions/art-2/")


@pytest.mark.parametrize("address", ["art-99", "art-3-4x", "%20"])
def test_an_address_there_is_not_is_not_found(office: Bureau, client: Client, address: str) -> None:
    html(client, f"{issued(office).url}provisions/{address}/", 404)


@pytest.mark.parametrize("address", ["", "compare/", "provisions/art-3/", "?on=2026-05-01"])
def test_a_sealed_one_is_gone_at_every_address(office: Bureau, client: Client, address: str) -> None:
    regulation = issued(office)
    done(office, SealingPage, regulation)
    page = html(client, f"{regulation.url}{address}", 410)
    assert "科技项目" not in page


@pytest.mark.parametrize("address", ["", "compare/", "provisions/art-3/"])
def test_a_draft_has_no_public_address(office: Bureau, client: Client, address: str) -> None:
    html(client, f"{imported(office).url}{address}", 404)


def test_a_draft_is_previewed_as_the_public_will_see_it_and_a_sealed_one_is_not(office: Bureau) -> None:
    draft = imported(office)
    assert 'id="art-3-4"' in draft.make_preview_request().rendered_content
    regulation = issued(office, SHORT.replace("1号", "2号"))
    done(office, SealingPage, regulation)
    assert again(regulation).make_preview_request().status_code == 410


def test_a_sealed_amendment_is_not_read_and_the_page_says_its_text_is_not_today_s(
    office: Bureau, client: Client
) -> None:
    regulation = issued(office)
    act = amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1))
    done(office, SealingPage, act)
    with time_machine.travel("2026-11-20 10:00 +0800"):
        page = html(client, regulation.url)
    assert "公示5个工作日" in page
    assert "下面不是现行文本" in page
    assert "一项已依法封存的文件" in page
    html(client, f"{regulation.url}compare/?to={act.pk}", 404)


def test_a_sealed_repeal_still_ends_it_and_is_not_named(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    act = repealed(office, regulation, date(2026, 10, 1))
    done(office, SealingPage, act)
    with time_machine.travel("2026-11-20 10:00 +0800"):
        page = html(client, regulation.url)
    assert "已废止" in page
    assert act.title not in page


def test_the_act_that_changed_it_says_what_and_leads_to_the_comparison(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    act = amended(office, regulation, AMENDED, effective_on=date(2026, 9, 1), explanation="延长公示时间。")
    page = html(client, act.url)
    for expected in ("延长公示时间。", "示科规〔2026〕9号", "2026年9月1日", regulation.url):
        assert expected in page
    assert f"compare/?from={regulation.pk}&amp;to={act.pk}" in page
    assert f'href="{act.url}"' in html(client, regulation.url)


def test_the_act_on_a_sealed_regulation_repeats_nothing_of_it(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    act = repealed(office, regulation, date(2026, 10, 1))
    done(office, SealingPage, regulation)
    assert "compare/" not in html(client, act.url)


# --- what it costs ---------------------------------------------------------------------------------------------------


def long_text(articles: int, number: int = 1) -> str:
    body = "".join(
        f"第{in_chinese(place)}条 建设单位应当按照规定办理第{place}项，对符合条件的给予支持：\n（一）提交材料；\n（二）接受检查。\n"
        for place in range(1, articles + 1)
    )
    head = f"示例市第{number}号管理办法\n示科规〔2026〕{number + 100}号\n第一条 依据《示例市科技项目管理办法》（示科规〔2026〕1号）制定。\n"
    return f"{head}{body.split('。', 1)[1].lstrip()}示例市科学技术局\n2026年1月20日\n"


def test_a_page_of_five_hundred_articles_asks_no_more_than_one_of_five(office: Bureau, client: Client) -> None:
    issued(office)
    small = issued(office, long_text(5, 1), effective_on=date(2026, 3, 1))
    large = issued(office, long_text(500, 2), effective_on=date(2026, 3, 1))
    few = queries_of(lambda: html(client, small.url))
    many = queries_of(lambda: html(client, large.url))
    assert len(many) <= len(few)
    assert len(few) <= 15, "\n".join(few)


def test_versions_and_documents_around_it_cost_nothing_more(office: Bureau, client: Client) -> None:
    cited = issued(office)
    issued(office, CITING)
    before = queries_of(lambda: html(client, cited.url))
    issued(office, CITING.replace("8号", "28号").replace("验收细则", "评审细则"))
    amended(office, cited, AMENDED, effective_on=date(2026, 9, 1))
    after = queries_of(lambda: html(client, cited.url))
    assert len(after) <= len(before), "\n".join(set(after) - set(before))


def test_roles_change_nothing_of_what_is_read(office: Bureau, client: Client) -> None:
    regulation = issued(office)
    open_to_all = html(client, regulation.url)
    client.force_login(office[Role.EDITOR])
    assert words(open_to_all)[:400] == words(html(client, regulation.url))[:400]
