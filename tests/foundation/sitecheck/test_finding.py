"""What the look over the site finds, each with a page that has the fault and one that has not."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from foundation.clock import now, today
from foundation.models import CheckedFile, SealingPage, SiteFinding
from foundation.sitecheck.rules import RULES, Weight, rule_for
from foundation.sitecheck.running import check_the_site
from foundation.triggers import lay_triggers, lift_triggers
from portal.models import HomeEntrance, HomePage, TextPage
from tests.factories import files
from tests.factories.acts import Bureau, bureau, draft, published
from tests.factories.acts_on_acts import done
from tests.factories.files import emptied
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory
from tests.queries import assert_constant_queries

pytestmark = pytest.mark.django_db
Document = get_document_model()


@pytest.fixture(autouse=True)
def stored_apart(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.MEDIA_ROOT = emptied(tmp_path_factory.getbasetemp() / "sitecheck")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def found(rule: str) -> list[tuple[str, str]]:
    check_the_site()
    return [(row.page.title, row.says) for row in SiteFinding.objects.filter(rule=rule).select_related("page")]


def titles(rule: str) -> list[str]:
    return sorted(title for title, _ in found(rule))


def later(**delta: int) -> Any:
    return time_machine.travel(now() + timedelta(**delta), tick=True)


def text(office: Bureau, body: str, slug: str = "guide") -> TextPage:
    page: TextPage = office.site.home.add_child(instance=TextPage(title=f"页面{slug}", slug=slug, body=body))
    page.save_revision().publish()
    return page


# --- columns ---------------------------------------------------------------------------------------------------------


def test_every_rule_names_its_source() -> None:
    assert all(rule.source and rule.label for rule in RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_a_column_without_anything_public_is_empty(office: Bureau) -> None:
    SectionPageFactory(parent=office.site.home, title="空的栏目")
    published(office)
    assert titles("empty") == ["空的栏目"]


def test_a_draft_and_a_sealed_page_fill_no_column(office: Bureau) -> None:
    draft(office)
    assert titles("empty") == ["通知公告"]
    done(office, SealingPage, published(office))
    assert titles("empty") == []  # the sealing itself is public


def test_what_is_below_a_column_below_fills_it(office: Bureau) -> None:
    below = SectionPageFactory(parent=office.section, title="下级")
    AnnouncementPageFactory(parent=below)
    assert titles("empty") == []


@pytest.mark.parametrize(
    ("column_type", "rule", "days"),
    [
        ("工作动态", "news-stale", 14),
        ("政策文件", "notices-stale", 183),
        ("通知公告", "notices-stale", 183),
        ("办事服务", "others-stale", 365),
        ("自拟的类型", "others-stale", 365),
    ],
)
def test_a_column_may_rest_as_long_as_its_type_allows_and_no_day_longer(
    column_type: str, rule: str, days: int, office: Bureau
) -> None:
    assert rule_for(column_type).code == rule
    column = SectionPageFactory(parent=office.site.home, title="一个栏目", column_type=column_type)
    AnnouncementPageFactory(parent=column)
    with later(days=days):
        assert "一个栏目" not in titles(rule)
    with later(days=days + 1):
        assert "一个栏目" in titles(rule)
        row = SiteFinding.objects.get(rule=rule, page=column)
        assert row.since == today()


def test_the_home_page_of_a_site_where_nothing_happens_for_two_weeks_fails_it(office: Bureau) -> None:
    published(office)
    with later(days=14):
        assert titles("home-stale") == []
    with later(days=15):
        assert titles("home-stale") == ["示例市科学技术局"]
        assert SiteFinding.objects.get(rule="home-stale").weight == Weight.VETO


def test_a_page_without_a_date_is_found(office: Bureau) -> None:
    published(office, title="有日期")
    AnnouncementPageFactory(parent=office.section, title="没有日期")
    lift_triggers()
    Page.objects.filter(title="没有日期").update(first_published_at=None)
    lay_triggers()
    assert titles("undated") == ["没有日期"]


@pytest.mark.parametrize(("count", "weight"), [(4, Weight.DEDUCTION), (5, Weight.VETO)])
def test_empty_columns_fail_the_site_from_the_fifth_on(count: int, weight: str, office: Bureau) -> None:
    published(office)
    for number in range(count):
        SectionPageFactory(parent=office.site.home, title=f"空{number}")
    assert len(titles("empty")) == count
    assert set(SiteFinding.objects.filter(rule="empty").values_list("weight", flat=True)) == {weight}


def test_stale_news_and_stale_notices_are_counted_together(office: Bureau) -> None:
    for number in range(5):
        kind = "工作动态" if number < 2 else "政策文件"
        AnnouncementPageFactory(parent=SectionPageFactory(parent=office.site.home, column_type=kind))
    with later(days=184):
        check_the_site()
        rows = SiteFinding.objects.filter(rule__in=("news-stale", "notices-stale"))
        assert set(rows.values_list("weight", flat=True)) == {Weight.VETO}


# --- links -----------------------------------------------------------------------------------------------------------


def to_page(page: Page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">看这里</a></p>'


def test_a_link_to_what_is_public_is_no_fault(office: Bureau) -> None:
    text(office, to_page(published(office)))
    assert found("dead-link") == []


def test_a_link_to_a_page_taken_off_is_found(office: Bureau) -> None:
    other = text(office, "<p>正文</p>", "other")
    text(office, to_page(other))
    other.unpublish()
    assert [says for _, says in found("dead-link")] == [
        f"链接指向一个没有公开的页面（编号 {other.pk}），公众打不开。请去掉链接，或等它发布。"
    ]


def test_a_link_to_a_sealed_page_does_not_name_it(office: Bureau) -> None:
    target = published(office, title="张三的住址")
    text(office, to_page(target))
    done(office, SealingPage, target)
    rows = found("dead-link")
    assert [title for title, _ in rows] == ["页面guide"]
    assert "张三" not in rows[0][1]


def test_a_sealing_names_its_target_and_that_is_no_fault(office: Bureau) -> None:
    done(office, SealingPage, published(office))
    assert found("dead-link") == []


def test_a_link_to_a_deleted_page_is_found(office: Bureau) -> None:
    other = text(office, "<p>正文</p>", "other")
    text(office, to_page(other))
    other.delete()
    assert "已经删除的页面" in found("dead-link")[0][1]


def test_a_link_to_a_page_behind_a_restriction_is_found(office: Bureau) -> None:
    other = text(office, "<p>正文</p>", "other")
    text(office, to_page(other))
    PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
    assert "不对公众开放" in found("dead-link")[0][1]


def test_rows_that_name_a_page_are_read_too(office: Bureau) -> None:
    other = text(office, "<p>正文</p>", "other")
    home = HomePage.objects.get(pk=office.site.home.pk)
    home.entrances = [HomeEntrance(label="入口", page=other), HomeEntrance(label="旧入口", address="/gone/")]
    home.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(home)
    other.unpublish()
    rows = found("dead-link")
    assert len(rows) == 2
    assert any("/gone/" in says for _, says in rows)
    assert any(f"编号 {other.pk}" in says for _, says in rows)


@pytest.mark.parametrize(
    ("href", "dead"),
    [
        ("/", False),
        ("/search/?q=x", False),
        ("/tools/working-days/", False),
        ("/guide/", False),
        ("/moved/", False),
        ("http://testserver/guide/", False),
        ("mailto:a@example.invalid", False),
        ("tel:00000000", False),
        ("/not/there/", True),
        ("http://testserver/not/there/", True),
        ("/media/images/none.png", True),
        ("/documents/999/a.txt", True),
        ("../nowhere/", True),
    ],
)
def test_an_address_somebody_typed_is_tried(href: str, dead: bool, office: Bureau) -> None:
    page = text(office, f'<p><a href="{href}">看这里</a></p>')
    Redirect.objects.create(old_path="/moved", redirect_page=page)
    assert bool(found("dead-link")) is dead


@pytest.mark.parametrize(
    ("href", "dead"), [("#main", False), ("#nowhere", True), ("/guide/#main", False), ("/guide/#nowhere", True)]
)
def test_a_place_on_a_page_is_looked_for_as_a_visitor_gets_it(href: str, dead: bool, office: Bureau) -> None:
    text(office, f'<p><a href="{href}">看这里</a></p>')
    assert bool(found("dead-anchor")) is dead
    assert found("dead-link") == []


def test_links_to_other_sites_are_listed_and_not_asked(office: Bureau) -> None:
    text(office, '<p><a href="https://example.org/a">甲</a><a href="https://example.org/a">乙</a></p>')
    assert [says for _, says in found("outside")] == ["链接到站外：https://example.org/a"]
    assert SiteFinding.objects.get(rule="outside").weight == Weight.NOTE


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def document() -> Any:
    return files.document("名单甲", "拟认定名单".encode())


def linked(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件</a></p>'


def test_a_whole_attachment_is_no_fault(office: Bureau, document: Any) -> None:
    published(office, body=linked(document))
    check_the_site()
    assert not SiteFinding.objects.filter(rule__endswith="file").exists()


def test_bytes_that_are_gone_are_found_wherever_the_file_is_carried(office: Bureau, document: Any) -> None:
    for title in ("一", "二"):
        published(office, title=title, body=linked(document))
    document.file.storage.delete(document.file.name)
    assert titles("broken-file") == ["一", "二"]


def test_a_file_of_no_length_is_found(office: Bureau, document: Any) -> None:
    published(office, body=linked(document))
    open(document.file.path, "wb").close()
    assert "是空的" in found("broken-file")[0][1]


def test_bytes_other_than_those_signed_are_found(office: Bureau, document: Any) -> None:
    published(office, body=linked(document))
    with open(document.file.path, "ab") as stream:
        stream.write(b"1")
    assert "和签发时不一样" in found("changed-file")[0][1]


def test_bytes_other_than_those_uploaded_are_found_on_a_page_that_is_no_act(office: Bureau, document: Any) -> None:
    document.get_file_hash()
    text(office, linked(document))
    with open(document.file.path, "ab") as stream:
        stream.write(b"1")
    assert "和上传时不一样" in found("changed-file")[0][1]


def test_a_file_nobody_looked_over_is_a_note(office: Bureau, document: Any) -> None:
    published(office, body=linked(document))
    CheckedFile.objects.all().delete()
    assert len(found("unchecked-file")) == 1
    assert SiteFinding.objects.get(rule="unchecked-file").weight == Weight.NOTE


def test_an_identity_number_that_is_public_already_is_found_masked(office: Bureau) -> None:
    bad = files.document("名单乙", "张三 11010519491231002X".encode(), "b.txt")
    text(office, linked(bad))
    says = found("personal-file")[0][1]
    assert "发现1个身份证号" in says
    assert "11010519491231002X" not in says


def test_a_deleted_attachment_leaves_a_dead_link(office: Bureau, document: Any) -> None:
    text(office, linked(document))
    document.delete()
    assert "一个附件" in found("dead-link")[0][1]


# --- cost ------------------------------------------------------------------------------------------------------------


def test_the_look_costs_the_same_however_many_pages(office: Bureau) -> None:
    def grow() -> None:
        for _ in range(6):
            page = AnnouncementPageFactory(parent=office.section, body='<p><a href="/not/there/">x</a></p>')
            file = files.document("附件", b"text")
            AnnouncementPageFactory(parent=office.section, body=to_page(page) + linked(file))

    def look_anew() -> None:
        SiteFinding.objects.all().delete()
        check_the_site()

    grow()
    assert_constant_queries(look_anew, grow)
    assert_constant_queries(check_the_site, check_the_site)
