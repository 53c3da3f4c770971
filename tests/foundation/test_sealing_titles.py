"""封存 inside the house: no screen of the admin names what was sealed, but to its archivist and its supervisor."""

import json
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex, TaskState, Workflow

from foundation.acts.page_policy import QuietPagePolicy
from foundation.acts.sealed_titles import KEEPERS, hidden_from, is_hidden, visible_to
from foundation.granting import grant
from foundation.models import SealingPage, User, WithdrawalPage
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, fresh, person, published
from tests.factories.acts_on_acts import begin, done
from tests.factories.laid import laid_once
from tests.factories.pages import SectionPageFactory
from tests.queries import queries_of

pytestmark = [pytest.mark.crawl, pytest.mark.django_db]
TITLE = "含张三住址的公告"
LISTINGS = {
    "explorer": ("wagtailadmin_explore", "section", ""),
    "explorer, refreshed": ("wagtailadmin_explore_results", "section", ""),
    "explorer, searched": ("wagtailadmin_explore_results", "section", "q=含张三"),
    "pages of a type": ("wagtailadmin_pages:type_use", "type", ""),
    "search": ("wagtailadmin_pages:search", "", "q=含张三"),
    "search, refreshed": ("wagtailadmin_pages:search_results", "", "q=含张三"),
    "API": ("wagtailadmin_api:pages:listing", "", "limit=20"),
    "API, of a section": ("wagtailadmin_api:pages:listing", "", "child_of=SECTION&for_explorer=1"),
    "chooser": ("wagtailadmin_choose_page_child", "section", ""),
    "chooser, searched": ("wagtailadmin_choose_page_search", "", "q=含张三"),
    "site history": ("wagtailadmin_reports:site_history", "", ""),
    "page types": ("wagtailadmin_reports:page_types_usage", "", ""),
    "page types, refreshed": ("wagtailadmin_reports:page_types_usage_results", "", ""),
    "workflows": ("wagtailadmin_reports:workflow", "", ""),
    "workflow tasks": ("wagtailadmin_reports:workflow_tasks", "", ""),
    "one's own last edits": ("wagtailadmin_home", "", ""),
}
FOR_SUPERUSERS = {
    "ageing pages": ("wagtailadmin_reports:aging_pages", "", ""),
    "where a workflow is used": ("wagtailadmin_workflows:usage", "workflow", ""),
    "redirects": ("wagtailredirects:index", "", ""),
    "redirects, refreshed": ("wagtailredirects:index_results", "", ""),
    "one redirect": ("wagtailredirects:edit", "redirect", ""),
    "chooser": ("wagtailadmin_choose_page_child", "section", ""),
    "explorer": ("wagtailadmin_explore", "section", ""),
    "search": ("wagtailadmin_pages:search", "", "q=含张三"),
    "API": ("wagtailadmin_api:pages:listing", "", "limit=20"),
    "site history": ("wagtailadmin_reports:site_history", "", ""),
    "page types": ("wagtailadmin_reports:page_types_usage", "", ""),
}
ABOUT_IT = {
    "its place in the explorer": ("wagtailadmin_explore", "page", ""),
    "its place in the chooser": ("wagtailadmin_choose_page_child", "page", ""),
    "what was chosen": ("wagtailadmin_choose_page_chosen_multiple", "", "id=PAGE"),
    "API": ("wagtailadmin_api:pages:detail", "page", ""),
    "many at once": ("wagtail_bulk_action", "bulk", "id=PAGE"),
    "all of a section": ("wagtail_bulk_action", "bulk", "id=all&childOf=SECTION"),
    "how it was judged": ("act-judge", "step", ""),
    "as it was sent": ("act-preview", "step", ""),
    "editor": ("wagtailadmin_pages:edit", "page", ""),
    "history": ("wagtailadmin_pages:history", "page", ""),
    "usage": ("wagtailadmin_pages:usage", "page", ""),
    "where its file is used": ("wagtaildocs:document_usage", "file", ""),
    "an act about it": ("wagtailadmin_pages:edit", "act", ""),
}


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def page(office: Bureau) -> Any:
    return named_everywhere(office)


@laid_once
def named_everywhere(office: Bureau) -> Any:
    """Everywhere Wagtail would name it: edited, sent, with a file, a redirect, and an act about it begun."""
    file = get_document_model().objects.create(title="附件", file=ContentFile(b"first", name="a.txt"))
    body = f'<p><a linktype="document" id="{file.pk}">附件</a></p>'
    page = published(office, title=TITLE, body=body)
    Redirect.objects.create(old_path="/old", redirect_page=page, site=office.site.site)
    begin(office, WithdrawalPage, page, title="撤回一项公告")
    log(page, "wagtail.edit", user=office[Role.EDITOR])
    ReferenceIndex.create_or_update_for_object(page)
    return page


def superuser() -> User:
    user: User = User.objects.create_superuser("boss", "boss@example.invalid", "Right-password-1")
    return user


def says(user: User, place: tuple[str, str, str], office: Bureau, page: Any) -> str:
    name, thing, query = place
    arguments: dict[str, list[Any]] = {
        "": [],
        "section": [office.section.pk],
        "page": [page.pk],
        "type": ["notices", "announcementpage"],
        "file": [get_document_model().objects.get().pk],
        "workflow": [Workflow.objects.get().pk],
        "redirect": [Redirect.objects.get(old_path="/old").pk],
        "bulk": ["wagtailcore", "page", "delete"],
        "step": [TaskState.objects.filter(revision__object_id=str(page.pk)).first().pk],  # type: ignore[union-attr]
        "act": [WithdrawalPage.objects.get().pk],
    }
    query = query.replace("SECTION", str(office.section.pk)).replace("PAGE", str(page.pk))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    response = client.get(reverse(name, args=arguments[thing]) + f"?{query}")
    assert response.status_code < 500, place
    text: str = response.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if "json" in response["Content-Type"] else text


@pytest.mark.parametrize("where", LISTINGS)
def test_no_listing_names_it_to_its_editors(where: str, office: Bureau, page: Any) -> None:
    assert TITLE in says(office[Role.EDITOR], LISTINGS[where], office, page)
    done(office, SealingPage, page)
    assert TITLE not in says(office[Role.EDITOR], LISTINGS[where], office, page)


@pytest.mark.parametrize("where", FOR_SUPERUSERS)
def test_no_listing_names_it_to_a_superuser(where: str, office: Bureau, page: Any) -> None:
    boss = superuser()
    assert TITLE in says(boss, FOR_SUPERUSERS[where], office, page)
    done(office, SealingPage, page)
    assert TITLE not in says(boss, FOR_SUPERUSERS[where], office, page)


@pytest.mark.parametrize("role", [*(role for role in Role if role not in KEEPERS), "superuser"])
@pytest.mark.parametrize("where", ABOUT_IT)
def test_no_address_about_it_names_it(where: str, role: Any, office: Bureau, page: Any) -> None:
    user = superuser() if role == "superuser" else office[role]
    done(office, SealingPage, page)
    assert TITLE not in says(user, ABOUT_IT[where], office, page)


def test_redirects_that_lead_to_no_page_stay_listed(office: Bureau, page: Any) -> None:
    done(office, SealingPage, page)
    Redirect.objects.create(old_path="/elsewhere", redirect_link="https://example.invalid/", site=office.site.site)
    rows = says(superuser(), FOR_SUPERUSERS["redirects"], office, page)
    assert "/elsewhere" in rows
    assert "/old" not in rows


# --- who may see it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [*Role, "superuser", "nobody"])
def test_it_is_hidden_from_all_but_its_keepers(role: Any, office: Bureau, page: Any) -> None:
    user = {"superuser": superuser, "nobody": lambda: None}.get(role, lambda: User.objects.get(pk=office[role].pk))()
    done(office, SealingPage, page)
    hidden = role not in KEEPERS
    assert is_hidden(user, fresh(page)) is hidden
    assert visible_to(user, Page.objects.filter(pk=page.pk)).exists() is not hidden


@pytest.mark.parametrize("role", KEEPERS)
def test_it_is_hidden_from_the_keepers_of_another_section(role: Role, office: Bureau, page: Any) -> None:
    done(office, SealingPage, page)
    stranger = person(role, SectionPageFactory(parent=office.site.home))
    assert is_hidden(stranger, fresh(page))


def test_an_editor_who_keeps_the_archive_sees_it_listed(office: Bureau, page: Any) -> None:
    grant(office[Role.EDITOR], Role.ARCHIVIST, office.section, by=None)
    done(office, SealingPage, page)
    assert TITLE in says(User.objects.get(pk=office[Role.EDITOR].pk), LISTINGS["explorer"], office, page)


def test_nothing_else_is_hidden(office: Bureau, page: Any) -> None:
    kept = published(office, title="留着的公告")
    done(office, SealingPage, page)
    assert list(hidden_from(office[Role.EDITOR])) == [page.published_act]
    assert "留着的公告" in says(office[Role.EDITOR], LISTINGS["explorer"], office, page)
    assert not is_hidden(office[Role.EDITOR], kept)


def test_wagtail_asks_our_policy_for_every_kind_of_page() -> None:
    from wagtail.permissions import policy_registry

    kinds = [kind for each in ContentType.objects.all() if (kind := each.model_class()) and issubclass(kind, Page)]
    assert {type(policy_registry.get_by_type(kind)) for kind in kinds} == {QuietPagePolicy}


def test_listings_ask_no_more_for_what_is_sealed(office: Bureau, page: Any) -> None:
    def ask() -> object:
        return says(User.objects.get(pk=office[Role.EDITOR].pk), LISTINGS["explorer"], office, page)

    done(office, SealingPage, page)
    ask()
    few = len(queries_of(ask))
    done(office, SealingPage, published(office, title="又一份"))
    assert len(queries_of(ask)) <= few + 2  # the second sealing is itself one more row
