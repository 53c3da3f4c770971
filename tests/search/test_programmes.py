"""The programme a document belongs to follows from where its page stands."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.outbox import deliver_due
from search.comparing import compare
from search.engine import current_engine
from search.registry import everything, kind_of
from search.results import Question
from tests.factories.pages import AnnouncementPageFactory, SectionPageFactory, TextPageFactory
from tests.factories.sites import SmallSite, small_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> SmallSite:
    return small_site()


def programme_of(page: object) -> str:
    document = kind_of(page).document(page.pk)
    assert document is not None
    return document.programme


def test_a_page_below_a_programme_belongs_to_it_however_deep(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    laboratories = SectionPageFactory(parent=programmes, title="重点实验室")
    deeper = SectionPageFactory(parent=laboratories, title="通知")
    assert programme_of(AnnouncementPageFactory(parent=laboratories)) == "重点实验室"
    assert programme_of(TextPageFactory(parent=deeper)) == "重点实验室"


def test_a_page_elsewhere_belongs_to_none(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    like_it = SectionPageFactory(parent=site.section, title="科技计划", slug="programmes")
    below = SectionPageFactory(parent=like_it, title="重点实验室")
    for parent in (programmes, site.section, below):
        assert programme_of(AnnouncementPageFactory(parent=parent)) == ""


def test_a_section_that_is_not_published_names_nothing(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    hidden = SectionPageFactory(parent=programmes, title="尚未公布的计划", live=False)
    assert programme_of(AnnouncementPageFactory(parent=hidden)) == ""


def test_what_names_no_source_is_issued_by_the_bureau(site: SmallSite) -> None:
    own, other = (AnnouncementPageFactory(parent=site.section, source=source) for source in ("", "示例省科学技术厅"))
    assert kind_of(own).document(own.pk).issuers == (site.identity.name,)
    assert kind_of(other).document(other.pk).issuers == ("示例省科学技术厅",)


def test_a_rebuild_asks_for_programmes_once_however_many_documents_there_are(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    section = SectionPageFactory(parent=programmes, title="重点实验室")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(everything())
        return sum('"foundation_sectionpage"' in query["sql"] for query in captured)

    AnnouncementPageFactory(parent=section)
    few = asked()
    for _ in range(5):
        AnnouncementPageFactory(parent=section)
    assert asked() == few


def test_the_facet_counts_by_programme(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    for name, number in (("重点实验室", 2), ("创新中心", 1)):
        section = SectionPageFactory(parent=programmes, title=name)
        for _ in range(number):
            AnnouncementPageFactory(parent=section, title="申报公告")
    engine = current_engine()
    engine.rebuild(everything, lambda done: None)
    assert dict(engine.search(Question("申报公告")).facets)["programme"] == (("重点实验室", 2), ("创新中心", 1))


def test_a_programme_that_is_renamed_is_found_by_its_new_name(site: SmallSite) -> None:
    programmes = SectionPageFactory(parent=site.home, title="科技计划", slug="programmes")
    section = SectionPageFactory(parent=programmes, title="重点实验室")
    AnnouncementPageFactory(parent=section, title="申报公告")
    deliver_due()
    section.title = "示例市重点实验室"
    with transaction.atomic():
        section.save_revision().publish()
    deliver_due()
    assert dict(current_engine().search(Question("申报公告")).facets)["programme"] == (("示例市重点实验室", 1),)
    assert compare(current_engine()).is_true
