"""Every way round an act that Wagtail, Django or a shell offers is refused, to a superuser as to anyone, and leaves nothing."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from treebeard.mp_tree import MP_MoveHandler
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, Revision, Task, TaskState, Workflow, WorkflowState

from foundation.acting import acting_as
from foundation.bars import Barred
from foundation.models import PublishedAct, SectionPage, User
from foundation.roles import Role
from notices.models import AnnouncementPage
from tests.factories.acts import Bureau, approve, bureau, draft, fresh, person, published, send_back, step, submit
from tests.factories.pages import SectionPageFactory
from tests.factories.people import UserFactory, superuser

pytestmark = pytest.mark.django_db
REFUSED = (Barred, DatabaseError, ProtectedError, PermissionDenied)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def boss() -> User:
    return superuser()


def picture_of(page: Page) -> dict[str, Any] | None:
    """Everything the public reads of a page, to hold that a refusal changed none of it."""
    row = Page.objects.filter(pk=page.pk).values(
        "live", "title", "slug", "url_path", "path", "go_live_at", "expire_at", "live_revision_id"
    )
    body = AnnouncementPage.objects.filter(pk=page.pk).values_list("body", flat=True).first()
    restricted = PageViewRestriction.objects.count()
    return {**(row.first() or {}), "body": body, "pages": Page.objects.count(), "restricted": restricted}


# --- code paths on a published act -----------------------------------------------------------------------------------


def change_and_save(page: AnnouncementPage, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


ON_PUBLISHED: dict[str, Callable[[AnnouncementPage], Any]] = {
    "unpublish": lambda page: page.unpublish(),
    "unpublish the base page": lambda page: Page.objects.get(pk=page.pk).unpublish(),
    "unpublish as a superuser": lambda page: page.unpublish(user=UserFactory(is_superuser=True)),
    "save live=False": lambda page: change_and_save(page, live=False),
    "save a title": lambda page: change_and_save(page, title="改了"),
    "save a slug": lambda page: change_and_save(page, slug="elsewhere"),
    "save the body": lambda page: change_and_save(page, body="<p>改了</p>"),
    "save expire_at": lambda page: change_and_save(page, expire_at=timezone.now()),
    "publish another revision": lambda page: page.save_revision().publish(),
    "publish without checks": lambda page: page.save_revision().publish(skip_permission_checks=True),
    "publish an old revision again": lambda page: page.live_revision.publish(),
    "delete": lambda page: page.delete(),
    "delete the base page": lambda page: Page.objects.get(pk=page.pk).delete(),
    "delete by queryset": lambda page: AnnouncementPage.objects.filter(pk=page.pk).delete(),
    "delete pages by queryset": lambda page: Page.objects.filter(pk=page.pk).delete(),
    "delete the section": lambda page: page.get_parent().delete(),
    "delete home": lambda page: page.get_parent().get_parent().delete(),
    "move": lambda page: page.move(SectionPageFactory(parent=Page.objects.get(depth=2)), pos="last-child"),
    "move the section": lambda page: page.get_parent().move(
        SectionPageFactory(parent=Page.objects.get(depth=2)), pos="last-child"
    ),
    "copy and keep live": lambda page: page.copy(update_attrs={"slug": "copied"}, keep_live=True),
    "make an alias": lambda page: page.create_alias(update_slug="alias"),
    "change the section's slug": lambda page: change_and_save(page.get_parent().specific, slug="moved"),
    "unpublish the section": lambda page: page.get_parent().specific.unpublish(),
    "restrict the view": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "restrict the section": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "QuerySet.update live": lambda page: Page.objects.filter(pk=page.pk).update(live=False),
    "QuerySet.update title": lambda page: Page.objects.filter(pk=page.pk).update(title="改了"),
    "QuerySet.update slug": lambda page: AnnouncementPage.objects.filter(pk=page.pk).update(slug="elsewhere"),
    "QuerySet.update expire_at": lambda page: Page.objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "QuerySet.update body": lambda page: AnnouncementPage.objects.filter(pk=page.pk).update(body="改了"),
    "bulk_update": lambda page: Page.objects.bulk_update(
        [Page(pk=page.pk, title="改了", path="x", depth=1)], ["title"]
    ),
    "raw SQL on the page": lambda page: connection.cursor().execute(
        "UPDATE wagtailcore_page SET title = 'x' WHERE id = %s", [page.pk]
    ),
    "raw SQL on the text": lambda page: connection.cursor().execute(
        "UPDATE notices_announcementpage SET body = 'x' WHERE page_ptr_id = %s", [page.pk]
    ),
    "raw SQL delete": lambda page: connection.cursor().execute(
        "DELETE FROM notices_announcementpage WHERE page_ptr_id = %s", [page.pk]
    ),
    "delete the mark": lambda page: PublishedAct.objects.filter(page_id=page.pk).delete() and page.specific.unpublish(),
    "delete the revision": lambda page: page.live_revision.delete(),
    "delete the workflow history": lambda page: WorkflowState.objects.filter(object_id=str(page.pk)).delete(),
}


@pytest.mark.parametrize("way", ON_PUBLISHED)
def test_a_published_act_is_not_changed(way: str, office: Bureau) -> None:
    page = published(office)
    SectionPageFactory(parent=office.site.home, slug="beside")
    before = picture_of(page)
    with pytest.raises(REFUSED), transaction.atomic():
        ON_PUBLISHED[way](fresh(page))
    assert picture_of(page) == before


# --- code paths on a draft, and on what is in review -----------------------------------------------------------------

ON_DRAFT: dict[str, Callable[[AnnouncementPage], Any]] = {
    "publish": lambda page: page.get_latest_revision().publish(),
    "publish as a superuser": lambda page: page.get_latest_revision().publish(user=UserFactory(is_superuser=True)),
    "save live=True": lambda page: change_and_save(page, live=True),
    "save the base page live": lambda page: change_and_save(Page.objects.get(pk=page.pk), live=True),
    "schedule": lambda page: change_and_save(page, go_live_at=timezone.now()),
    "expire": lambda page: change_and_save(page, expire_at=timezone.now()),
    "QuerySet.update live": lambda page: Page.objects.filter(pk=page.pk).update(live=True),
    "raw SQL live": lambda page: connection.cursor().execute(
        "UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, page.pk]
    ),
    "make an alias": lambda page: page.create_alias(update_slug="alias"),
    "make an alias with the section": lambda page: page.get_parent().specific.create_alias(
        recursive=True, update_slug="alias", parent=page.get_parent().get_parent()
    ),
    "add a page already live": lambda page: page.get_parent().add_child(
        instance=AnnouncementPage(title="直接发布", slug="straight", body="<p>字</p>", live=True)
    ),
}


@pytest.mark.parametrize("way", ON_DRAFT)
def test_a_draft_is_not_published(way: str, office: Bureau) -> None:
    page = draft(office)
    before = picture_of(page)
    with pytest.raises(REFUSED), transaction.atomic():
        ON_DRAFT[way](page)
    assert picture_of(page) == before


def task_of(page: AnnouncementPage) -> TaskState:
    return step(page)


def beside(page: Page) -> SectionPage:
    return SectionPageFactory(parent=page.get_parent().get_parent())


IN_REVIEW: dict[str, Callable[[AnnouncementPage], Any]] = {
    "a newer revision": lambda page: page.save_revision(),
    "the revision rewritten": lambda page: change_and_save_revision(page.get_latest_revision()),
    "moved to another section": lambda page: page.move(beside(page), pos="last-child"),
    "moved with its section": lambda page: page.get_parent().move(beside(page), pos="last-child"),
    "the task approved behind its back": lambda page: task_of(page).approve(),
    "the task rejected behind its back": lambda page: task_of(page).reject(),
    "the task cancelled": lambda page: task_of(page).cancel(),
    "the task restarted": lambda page: task_of(page).cancel(resume=True),
    "the workflow cancelled by nobody": lambda page: page.current_workflow_state.cancel(),
    "the workflow finished": lambda page: page.current_workflow_state.finish(),
    "the status written": lambda page: change_and_save(page.current_workflow_state, status="approved"),
    "the task changed": lambda page: change_and_save(Task.objects.get(name="审核"), name="走过场"),
    "the task switched off": lambda page: Task.objects.get(name="签发").deactivate(),
    "the task deleted": lambda page: Task.objects.get(name="签发").specific.delete(),
    "the workflow changed": lambda page: change_and_save(Workflow.objects.get(), active=False),
    "a step taken out": lambda page: Workflow.objects.get().workflow_tasks.last().delete(),
    "the workflow taken off the section": lambda page: Workflow.objects.get().workflow_pages.first().delete(),
}


def change_and_save_revision(revision: Revision) -> None:
    revision.content["title"] = "改了"
    revision.save()


@pytest.mark.parametrize("way", IN_REVIEW)
def test_what_is_in_review_stays_as_it_was_sent(way: str, office: Bureau) -> None:
    page = draft(office)
    submit(page, office[Role.EDITOR])
    with pytest.raises(REFUSED), transaction.atomic():
        IN_REVIEW[way](fresh(page))
    state = step(page)
    assert (state.status, state.revision_id) == ("in_progress", fresh(page).latest_revision_id)
    assert Task.objects.filter(active=True).count() == 2
    approve(state, office[Role.REVIEWER])


def test_only_who_sent_it_takes_it_back(office: Bureau) -> None:
    page = draft(office)
    submit(page, office[Role.EDITOR])
    for role in Role:
        if role is not Role.EDITOR:
            with pytest.raises(Barred, match="送审人本人"), transaction.atomic(), acting_as(office[role]):
                fresh(page).current_workflow_state.cancel(user=office[role])
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).current_workflow_state.cancel(user=office[Role.EDITOR])
    assert not fresh(page).workflow_in_progress


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_only_an_editor_submits(role: Role, office: Bureau) -> None:
    page = draft(office)
    with pytest.raises(Barred, match="送审由本栏目的编辑办理"):
        submit(page, office[role])


def test_a_judged_revision_is_never_rewritten(office: Bureau) -> None:
    page = published(office)
    with pytest.raises(Barred, match="不能覆盖"):
        change_and_save_revision(fresh(page).live_revision)


def test_purging_revisions_keeps_what_was_judged_and_its_history(office: Bureau) -> None:
    page = published(office)
    page.title = "又改"
    page.save_revision(user=office[Role.EDITOR])
    kept = set(TaskState.objects.values_list("pk", flat=True))
    call_command("purge_revisions", stdout=StringIO())
    assert set(TaskState.objects.values_list("pk", flat=True)) == kept
    assert Revision.objects.filter(pk=page.live_revision_id).exists()


def test_publish_scheduled_finds_nothing_to_do(office: Bureau) -> None:
    page = published(office)
    call_command("publish_scheduled", stdout=StringIO())
    assert fresh(page).live


def test_a_page_returned_is_not_moved_before_it_is_taken_back(office: Bureau) -> None:
    page = draft(office)
    send_back(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    with pytest.raises(Barred, match="不能移动"):
        fresh(page).move(beside(page), pos="last-child")
    with transaction.atomic(), acting_as(office[Role.EDITOR]):
        fresh(page).current_workflow_state.cancel(user=office[Role.EDITOR])
    fresh(page).move(beside(page), pos="last-child")


def test_what_was_moved_behind_its_back_is_not_signed_by_the_other_section(office: Bureau) -> None:
    page = draft(office)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    other = beside(page)
    signatory = person(Role.SIGNATORY, other)
    MP_MoveHandler(fresh(page), Page.objects.get(pk=other.pk), "last-child").process()
    assert fresh(page).get_parent().pk == other.pk
    with pytest.raises(Barred, match="所在栏目"):
        approve(step(page), signatory)
    assert not fresh(page).live


HOLDS_ACTS: dict[str, Callable[[SectionPage], Any]] = {
    "the row": lambda section: change_and_save(section, expire_at=timezone.now()),
    "the base row": lambda section: change_and_save(Page.objects.get(pk=section.pk), expire_at=timezone.now()),
    "a draft": lambda section: change_and_keep(section),
    "home": lambda section: change_and_save(section.get_parent().specific, expire_at=timezone.now()),
}


def change_and_keep(section: SectionPage) -> None:
    section.expire_at = timezone.now()
    section.save_revision()


@pytest.mark.parametrize("way", HOLDS_ACTS)
def test_a_page_above_acts_never_expires(way: str, office: Bureau) -> None:
    """Also while nothing is published in it: its hour would come when something is."""
    with pytest.raises(Barred, match="不能设到期时间"), transaction.atomic():
        HOLDS_ACTS[way](SectionPage.objects.get(pk=office.section.pk))
    assert not Page.objects.filter(expire_at__isnull=False).exists()


def test_the_hours_of_other_pages_come_beside_acts(office: Bureau) -> None:
    page = published(office)
    call_command("publish_scheduled", stdout=StringIO())
    assert (fresh(page).live, SectionPage.objects.get(pk=office.section.pk).live) == (True, True)


def test_a_file_on_a_published_act_is_neither_replaced_renamed_nor_deleted(office: Bureau) -> None:
    document = get_document_model().objects.create(title="附件一", file=ContentFile(b"first", name="a.txt"))
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件一</a></p>')
    with pytest.raises(Barred, match="不能替换"), transaction.atomic():
        document.file = ContentFile(b"other", name="b.txt")
        document.save()
    document.refresh_from_db()
    with pytest.raises(Barred, match="不能删除"), transaction.atomic():
        document.delete()
    document.title = "附件一（清晰版）"
    with pytest.raises(Barred, match="不能改标题"), transaction.atomic():
        document.save()
