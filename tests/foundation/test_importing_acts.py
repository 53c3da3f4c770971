"""Acts taken over in bulk are acts like any other: guarded, recorded, correctable."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from foundation import ledger
from foundation.acts.digests import digest_of, parts_of
from foundation.acts.importing import import_acts
from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.models import ActPage, CorrectionPage, LedgerEntry, PublishedAct
from foundation.models.permit import Permit
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, bureau
from tests.factories.acts_on_acts import changed, done

pytestmark = pytest.mark.django_db
DAY = datetime(2009, 4, 1, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def notices(count: int, **fields: object) -> list[ActPage]:
    given = {"body": "<p>正文。</p>", "disclosure": ActPage.Disclosure.OPEN, "first_published_at": DAY, **fields}
    return [AnnouncementPage(title=f"旧公告{n}", slug=f"old-{n}", **given) for n in range(count)]


def imported(office: Bureau, count: int = 3, **fields: object) -> list[AnnouncementPage]:
    with transaction.atomic():
        import_acts(office.section, notices(count, **fields))
    return list(AnnouncementPage.objects.filter(slug__startswith="old-").order_by("path"))


def test_they_are_read_at_their_addresses_with_the_day_they_had(office: Bureau, client: Client) -> None:
    page = imported(office)[1]
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "旧公告1" in answer.content.decode()
    assert page.first_published_at == page.last_published_at == DAY


def test_the_tree_is_sound_and_grows_on_behind_them(office: Bureau) -> None:
    imported(office)
    section = Page.objects.get(pk=office.section.pk).specific
    section.add_child(instance=AnnouncementPage(title="新公告", slug="new", body="<p>正文。</p>", live=False))
    assert not any(Page.find_problems())
    assert Page.objects.get(pk=section.pk).numchild == 4


def test_each_has_a_ledger_row_with_the_digest_of_its_own_draft(office: Bureau) -> None:
    pages = imported(office)
    for page in pages:
        mark = PublishedAct.objects.select_related("entry").get(page=page)
        assert mark.digest == mark.entry.subject_digest == digest_of(parts_of(page.live_revision))
        assert (mark.entry.act, mark.entry.actor, mark.entry.role) == ("page.imported", None, "")
        assert mark.entry.revision == page.latest_revision
    assert ledger.verify() is None


def test_their_index_numbers_go_on_from_the_last(office: Bureau) -> None:
    pages = imported(office)
    serials = [PublishedAct.objects.get(page=page).index_serial for page in pages]
    assert serials == list(range(serials[0], serials[0] + 3))


def test_the_database_refuses_to_change_them_afterwards(office: Bureau) -> None:
    page = imported(office)[0]
    assert not Permit.objects.exists()
    with pytest.raises(DatabaseError, match="已签发"), transaction.atomic():
        AnnouncementPage.objects.filter(pk=page.pk).update(body="<p>改了。</p>")


def test_one_of_them_can_be_corrected_by_review_and_signature(office: Bureau) -> None:
    page = imported(office)[0]
    done(
        office,
        CorrectionPage,
        page,
        target_revision=changed(office, page, body="<p>更正后的正文。</p>").latest_revision,
    )
    page.refresh_from_db()
    assert page.body == "<p>更正后的正文。</p>"
    assert ledger.verify() is None


def test_a_taken_address_lets_none_of_them_in(office: Bureau) -> None:
    imported(office, 1)
    with pytest.raises(Barred, match="1 项的地址已被占用"), transaction.atomic():
        import_acts(office.section, notices(3))
    assert AnnouncementPage.objects.count() == 1


def test_one_that_states_a_period_goes_the_way_of_signature(office: Bureau) -> None:
    with pytest.raises(Barred, match="有期限或者附件"):
        imported(office, period_label="公示期", period_count=5)
    assert not AnnouncementPage.objects.exists()


def test_what_acts_on_others_is_not_imported(office: Bureau) -> None:
    with pytest.raises(Barred, match="不能影响其他内容"), transaction.atomic():
        import_acts(office.section, [CorrectionPage(title="更正", slug="c", note="更正。")])


def test_outside_a_transaction_nothing_is_imported(office: Bureau) -> None:
    before = LedgerEntry.objects.count()
    connection.in_atomic_block, kept = False, connection.in_atomic_block
    try:
        with pytest.raises(transaction.TransactionManagementError):
            import_acts(office.section, notices(1))
    finally:
        connection.in_atomic_block = kept
    assert LedgerEntry.objects.count() == before


def test_queries_are_asked_by_the_batch_and_not_by_the_page(office: Bureau) -> None:
    def asked(pages: list[ActPage]) -> int:
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            import_acts(office.section, pages)
        return len(captured)

    few, many = notices(10), notices(110)[10:]
    asked([AnnouncementPage(title="先", slug="first", body="<p>。</p>", first_published_at=DAY)])
    assert asked(many) - asked(few) < 10  # a statement holds so many values at most, and no more
