"""A large archive for the demo: real, found, the same for the same seed, and only what is missing is added."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from foundation import ledger
from foundation.models import SectionPage
from notices.models import AnnouncementPage
from portal.demo.invented import PROGRAMMES, invented
from portal.tree import lay_the_tree
from search.comparing import compare
from search.engine import current_engine
from search.results import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> None:
    lay_the_tree("示例市科学技术局", hostname="testserver", port=80)


def archive(notices: int, *arguments: str) -> str:
    said = StringIO()
    call_command("demo_archive", "--notices", str(notices), *arguments, stdout=said)
    return said.getvalue()


def kept() -> dict[str, tuple[str, str, str]]:
    return {
        page.slug: (page.title, page.body, page.url_path)
        for page in AnnouncementPage.objects.filter(slug__startswith="archive-")
    }


def test_a_larger_archive_begins_with_the_smaller_one() -> None:
    assert list(invented(50))[:20] == list(invented(20))
    assert list(invented(20, seed=7)) != list(invented(20))


@pytest.mark.usefixtures("tree")
def test_every_notice_is_read_and_found(client: Client) -> None:
    archive(20)
    page = AnnouncementPage.objects.get(slug="archive-20-000007")
    assert page.title in client.get(page.url).content.decode()
    found = current_engine().search(Question(f"“{page.title}”"))
    assert page.url in {hit.url for hit in found.hits}
    assert compare(current_engine()).is_true
    assert ledger.verify() is None


@pytest.mark.usefixtures("tree")
def test_each_stands_in_the_section_of_its_programme_and_is_counted_there() -> None:
    archive(20)
    facets = current_engine().search(Question("关于")).facets
    assert {name for name, _ in facets["programme"]} == {one.programme for one in invented(20)} <= set(PROGRAMMES)


@pytest.mark.usefixtures("tree")
def test_a_second_run_adds_only_what_is_missing() -> None:
    archive(10, "--no-index")
    first = kept()
    assert "新装入 5 份" in archive(15, "--no-index")
    assert "新装入 0 份" in archive(15, "--no-index")
    assert len(kept()) == 15
    assert first.items() <= kept().items()
    assert SectionPage.objects.filter(depth=4).count() == len(PROGRAMMES)


@pytest.mark.usefixtures("tree")
def test_one_that_was_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.demo.archive.NOTICES_A_BATCH", 4)

    class BrokenOff(Exception):
        """The power went."""

    def after_two(made: int) -> None:
        if made == 8:
            raise BrokenOff

    from portal.demo.archive import load_archive

    with pytest.raises(BrokenOff):
        load_archive(15, 20, after_two)
    assert len(kept()) == 8
    assert load_archive(15, 20, lambda made: None) == 7


@pytest.mark.usefixtures("tree")
def test_without_an_index_it_says_how_to_make_one() -> None:
    assert "search_rebuild" in archive(3, "--no-index")
    assert current_engine().search(Question("关于")).total == 0


@pytest.mark.usefixtures("tree")
def test_a_real_site_refuses_it(settings: LazySettings) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="正式环境"):
        archive(1)
    assert kept() == {}


def test_without_a_tree_it_says_what_to_do_first() -> None:
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        archive(1)


@pytest.mark.parametrize("notices", [-1, 1_000_001])
def test_a_number_that_cannot_be_is_refused(notices: int) -> None:
    with pytest.raises(CommandError, match="份数"):
        archive(notices)
