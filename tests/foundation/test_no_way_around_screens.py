"""No screen of the admin goes round an act: not for a superuser, not for any role; and a refusal says why."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from foundation.models import LedgerEntry, SectionPage, User
from foundation.roles import Role
from tests.factories.acts import Bureau, draft, fresh, published, send_back, submit
from tests.foundation.test_no_way_around import picture_of

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def admin_ways(page: Page, section: Page, home: Page) -> dict[str, tuple[str, dict[str, Any]]]:
    pk, ids = page.pk, {"id": page.pk, "next": "/admin/"}
    bulk = "/admin/bulk/wagtailcore/page"
    return {
        "unpublish": (url("unpublish", pk), {}),
        "delete": (url("delete", pk), {}),
        "copy and publish": (url("copy", pk), {"new_title": "x", "new_slug": "x", "new_parent_page": section.pk, "publish_copies": "on"}),
        "alias": (url("copy", pk), {"new_title": "x", "new_slug": "x", "new_parent_page": section.pk, "alias": "on"}),
        "move": (url("move_confirm", pk, home.pk), {}),
        "privacy": (url("set_privacy", pk), {"restriction_type": "login"}),
        "edit and publish": (url("edit", pk), {"title": "改了", "slug": page.slug, "action-publish": "1"}),
        "section unpublish": (url("unpublish", section.pk), {"include_descendants": "on"}),
        "section delete": (url("delete", section.pk), {"confirm_site_name": "公示"}),
        "section privacy": (url("set_privacy", section.pk), {"restriction_type": "login"}),
        "section copied whole": (
            url("copy", section.pk),
            {"new_title": "x", "new_slug": "x", "new_parent_page": home.pk, "copy_subpages": "on", "publish_copies": "on"},
        ),
        "section slug": (
            url("edit", section.pk),
            {"title": section.title, "slug": "moved", "column_type": "政策文件", "action-publish": "1"},
        ),
        "bulk unpublish": (f"{bulk}/unpublish/?id={pk}&next=/admin/", ids),
        "bulk delete": (f"{bulk}/delete/?id={pk}&next=/admin/", ids),
        "bulk move": (f"{bulk}/move/?id={pk}&next=/admin/", {**ids, "chooser": home.pk}),
        "bulk publish": (f"{bulk}/publish/?id={pk}&next=/admin/", ids),
    }  # fmt: skip


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_no_form_of_the_admin_goes_around(role: Any, office: Bureau, boss: User) -> None:
    page = published(office)
    client = Client(raise_request_exception=False)
    client.force_login(boss if role == "superuser" else office[role])
    section, home = Page.objects.get(pk=office.section.pk), Page.objects.get(pk=office.site.home.pk)
    section_before = (section.live, section.slug)
    before, rows = picture_of(page), LedgerEntry.objects.count()
    for way, (address, data) in admin_ways(page, section, home).items():
        response = client.post(address, data)
        assert response.status_code < 500, (way, response.content.decode()[:500])
        assert picture_of(page) == before, way
        section.refresh_from_db()
        assert (section.live, section.slug) == section_before, way
    assert LedgerEntry.objects.count() == rows


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "copy", "create_alias", "move", "convert_alias"])
def test_the_admins_own_api_writes_nothing(action: str, office: Bureau, boss: User) -> None:
    page = published(office)
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    before = picture_of(page)
    address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    data = {"destination_page_id": office.site.home.pk, "slug": "x", "recursive": True, "keep_live": True}
    response = client.post(address, data, content_type="application/json")
    assert 400 <= response.status_code < 500
    assert picture_of(page) == before


def test_the_write_api_is_not_mounted(client: Client) -> None:
    for address in ("/api/v2/pages/", "/api/v3/pages/", "/api/pages/"):
        assert client.post(address, {}).status_code in (404, 405)


def test_a_refused_recursive_copy_leaves_nothing_behind(office: Bureau, boss: User) -> None:
    published(office)
    published(office)
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    pages = Page.objects.count()
    data = {
        "new_title": "x", "new_slug": "x", "new_parent_page": office.site.home.pk,
        "copy_subpages": "on", "publish_copies": "on",
    }  # fmt: skip
    client.post(url("copy", office.section.pk), data)
    assert Page.objects.count() == pages
    assert SectionPage.objects.count() == 1


def test_a_refusal_is_a_page_with_the_reason(office: Bureau, boss: User) -> None:
    published(office)
    client = Client()
    client.force_login(boss)
    data = {"title": office.section.title, "slug": "moved", "column_type": "政策文件", "action-publish": "1",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip
    response = client.post(url("edit", office.section.pk), data)
    assert response.status_code == 403
    assert "下有已签发的内容，不能改变它的地址" in response.content.decode()


@pytest.mark.parametrize(("accepts", "kind"), [("application/json", "application/json"), ("text/html", "text/html")])
def test_a_script_is_refused_in_its_own_language(accepts: str, kind: str, office: Bureau, boss: User) -> None:
    """Some requests of Wagtail's editor read no page."""
    published(office)
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    data = {"title": office.section.title, "slug": "moved", "column_type": "政策文件", "action-publish": "1",
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}  # fmt: skip
    response = client.post(url("edit", office.section.pk), data, headers={"accept": accepts})
    assert response.status_code == 403, response.content.decode()[:500]
    assert response.headers["Content-Type"].startswith(kind)
    if kind == "application/json":
        answer = response.json()
        assert (answer["success"], answer["error_code"]) == (False, "locked")
        assert "不能改变它的地址" in answer["error_message"]


def test_saving_over_a_judged_draft_makes_another_version(office: Bureau) -> None:
    """Wagtail's editor may ask to write over the version it opened; what was judged stays as it was."""
    page = draft(office)
    state = submit(page, office[Role.EDITOR])
    send_back(state, office[Role.REVIEWER])
    before = state.revision.content
    client = Client()
    client.force_login(office[Role.EDITOR])
    data = {
        "title": "改了", "slug": page.slug, "disclosure": "open", "period_unit": "working_days", "body": "null",
        "kind": "notice", "attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "1000",
        "overwrite_revision_id": str(state.revision_id),
    }  # fmt: skip
    client.post(url("edit", page.pk), data, headers={"accept": "application/json"})
    state.revision.refresh_from_db()
    assert state.revision.content == before
    assert fresh(page).latest_revision_id != state.revision_id
