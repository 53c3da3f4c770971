"""What the database itself refuses around a published act, whoever asks and by whatever code."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Revision, Site

from foundation.bars import Barred
from foundation.granting import revoke
from foundation.models import ActFile, Approval, RoleHolding, SectionPage
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, published, submit

pytestmark = pytest.mark.django_db
Document = get_document_model()


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def page(office: Bureau) -> AnnouncementPage:
    document = Document.objects.create(title="附件", file=ContentFile(b"first", name="a.txt"))
    return published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')


LONG_AGO, FAR_AHEAD = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


def section_roles() -> QuerySet[RoleHolding]:
    """One of them is enough, and breaks no other rule of the table."""
    return RoleHolding.objects.filter(role=Role.ARCHIVIST.value)


def raw_delete(model: type) -> None:
    rows = model.objects.all()  # type: ignore[attr-defined]
    rows._raw_delete(rows.db)


WAYS: dict[str, tuple[Callable[[AnnouncementPage], object], str]] = {
    "an approval changed": (lambda page: Approval.objects.update(approved=False), "审签意见"),
    "an approval deleted": (lambda page: raw_delete(Approval), "审签意见"),
    "the approved draft rewritten": (
        lambda page: Revision.objects.filter(pk=page.live_revision_id).update(content={"title": "另一稿"}),
        "审核通过的那一稿",
    ),
    "the approved draft deleted": (
        lambda page: Revision.objects.filter(pk=page.live_revision_id)._raw_delete("default"),
        "审核通过的那一稿",
    ),
    "its file's note changed": (lambda page: ActFile.objects.update(digest="0" * 64), "记录不能直接改动"),
    "its file's note deleted": (lambda page: raw_delete(ActFile), "记录不能直接改动"),
    "its file exchanged": (lambda page: Document.objects.update(file="documents/other.txt"), "不能替换或删除"),
    "its file deleted": (lambda page: raw_delete(Document), "不能替换或删除"),
    "the section's address": (lambda page: SectionPage.objects.update(slug="elsewhere"), "不能改动地址"),
    "the section's path of addresses": (
        lambda page: Page.objects.filter(pk=page.get_parent().pk).update(url_path="/x/"),
        "不能改动地址",
    ),
    "the section deleted": (
        lambda page: Page.objects.filter(pk=page.get_parent().pk)._raw_delete("default"),
        "不能改动地址",
    ),
    "the section made private": (
        lambda page: PageViewRestriction.objects.bulk_create(
            [PageViewRestriction(page=page.get_parent(), restriction_type="login")]
        ),
        "不能限制谁能查看",
    ),
    "a role exchanged": (lambda page: RoleHolding.objects.update(role=Role.ARCHIVIST.value), "职责只能撤销"),
    "a role moved to another section": (
        lambda page: section_roles().update(section=page.get_parent().get_parent()),
        "职责只能撤销",
    ),
    "a role given to another": (lambda page: section_roles().update(user=page.owner), "职责只能撤销"),
    "a role begun earlier": (lambda page: RoleHolding.objects.update(since=LONG_AGO), "职责只能撤销"),
    "a role ended later": (lambda page: RoleHolding.objects.update(until=FAR_AHEAD), "职责只能撤销"),
    "a role made a deputy's": (lambda page: section_roles().update(deputy_for=page.owner), "职责只能撤销"),
    "a role deleted": (lambda page: raw_delete(RoleHolding), "职责只能撤销"),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_refused_with_a_sentence(way: str, page: AnnouncementPage) -> None:
    act, sentence = WAYS[way]
    with pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        act(page)


PUBLIC = {
    "live": False, "title": "另一个", "slug": "another", "url_path": "/x/", "expired": True, "expire_at": FAR_AHEAD,
    "go_live_at": FAR_AHEAD, "first_published_at": LONG_AGO, "live_revision": None, "seo_title": "另一个",
    "search_description": "另一个", "show_in_menus": True,
}  # fmt: skip


@pytest.mark.parametrize("column", PUBLIC)
def test_what_the_public_reads_of_a_published_page_is_not_changed(column: str, page: AnnouncementPage) -> None:
    with pytest.raises(DatabaseError, match="已签发的内容不能直接改动"), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(**{column: PUBLIC[column]})


def test_what_went_with_no_act_is_deleted_when_it_is_told_to_be(page: AnnouncementPage) -> None:
    other = Document.objects.create(title="别的", file=ContentFile(b"other", name="b.txt"))
    Document.objects.filter(pk=other.pk)._raw_delete("default")
    assert not Document.objects.filter(pk=other.pk).exists()


def test_a_role_once_revoked_is_not_given_back_by_hand(office: Bureau) -> None:
    holding = RoleHolding.objects.get(user=office[Role.ARCHIVIST])
    revoke(holding, by=None)
    with pytest.raises(DatabaseError, match="职责只能撤销"), transaction.atomic():
        RoleHolding.objects.filter(pk=holding.pk).update(revoked_at=None)


def test_a_draft_that_was_returned_may_still_be_rewritten(office: Bureau) -> None:
    page = draft(office)
    revision = page.latest_revision
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "改过"})


def test_a_draft_once_approved_may_not_even_before_it_is_signed(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(DatabaseError, match="审核通过的那一稿"), transaction.atomic():
        Revision.objects.filter(pk=page.latest_revision_id).update(content={})


def _with_another_home(office: Bureau) -> None:
    site = Site.objects.get(is_default_site=True)
    site.root_page = office.section
    site.save()


SITES: dict[str, Callable[[Bureau], object]] = {
    "another home": _with_another_home,
    "deleted": lambda office: Site.objects.get(is_default_site=True).delete(),
    "a second site": lambda office: Site.objects.create(
        hostname="testserver", port=8080, root_page=office.section, site_name="x"
    ),
}


@pytest.mark.parametrize("way", SITES)
def test_the_site_stays_where_its_acts_are_found(way: str, office: Bureau, page: AnnouncementPage) -> None:
    with pytest.raises(Barred, match="已有签发的内容"):
        SITES[way](office)


def test_the_host_of_the_site_follows_the_server(page: AnnouncementPage) -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "gongshi.example", 443
    site.save()
    assert Site.objects.get(pk=site.pk).hostname == "gongshi.example"
