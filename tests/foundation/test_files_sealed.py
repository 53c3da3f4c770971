"""A file that was sealed with what carried it is named to nobody in the house but its keepers."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log

from foundation.acts.file_policy import QuietFilePolicy
from foundation.acts.sealed_files import hidden_files
from foundation.acts.sealed_titles import KEEPERS
from foundation.models import SealingPage, User
from foundation.roles import Role
from tests.factories.acts import Bureau, person, published
from tests.factories.acts_on_acts import done
from tests.factories.pages import SectionPageFactory
from tests.foundation.carried_files import TITLE, carrying, linked, sign_in, text_page
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["document", "picture"])
def thing(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


DOCUMENT_SCREENS = {
    "listing": ("wagtaildocs:index", [], ""),
    "listing, searched": ("wagtaildocs:index", [], "q=含张三"),
    "listing, refreshed": ("wagtaildocs:index_results", [], ""),
    "one": ("wagtaildocs:edit", ["pk"], ""),
    "deletion": ("wagtaildocs:delete", ["pk"], ""),
    "usage": ("wagtaildocs:document_usage", ["pk"], ""),
    "chooser": ("wagtaildocs_chooser:choose", [], ""),
    "chooser, searched": ("wagtaildocs_chooser:choose_results", [], "q=含张三"),
    "chosen": ("wagtaildocs_chooser:chosen", ["pk"], ""),
    "many chosen": ("wagtaildocs_chooser:chosen_multiple", [], "id=PK"),
    "many at once": ("wagtail_bulk_action", ["wagtaildocs", "document", "delete"], "id=PK"),
    "all at once": ("wagtail_bulk_action", ["wagtaildocs", "document", "delete"], "id=all"),
    "API": ("wagtailadmin_api:documents:listing", [], ""),
    "API, searched": ("wagtailadmin_api:documents:listing", [], "search=含张三"),
    "API, one": ("wagtailadmin_api:documents:detail", ["pk"], ""),
    "site history": ("wagtailadmin_reports:site_history", [], ""),
}
PICTURE_SCREENS = {
    "listing": ("wagtailimages:index", [], ""),
    "listing, searched": ("wagtailimages:index", [], "q=含张三"),
    "one": ("wagtailimages:edit", ["pk"], ""),
    "deletion": ("wagtailimages:delete", ["pk"], ""),
    "usage": ("wagtailimages:image_usage", ["pk"], ""),
    "chooser": ("wagtailimages_chooser:choose", [], ""),
    "chosen": ("wagtailimages_chooser:chosen", ["pk"], ""),
    "how it is shown": ("wagtailimages_chooser:select_format", ["pk"], ""),
    "many at once": ("wagtail_bulk_action", ["wagtailimages", "image", "delete"], "id=PK"),
    "API": ("wagtailadmin_api:images:listing", [], ""),
    "API, one": ("wagtailadmin_api:images:detail", ["pk"], ""),
    "site history": ("wagtailadmin_reports:site_history", [], ""),
}
SCREENS = [("document", name) for name in DOCUMENT_SCREENS] + [("picture", name) for name in PICTURE_SCREENS]


def says(user: User, kind: str, name: str, thing: Any) -> str:
    address, arguments, query = (DOCUMENT_SCREENS if kind == "document" else PICTURE_SCREENS)[name]
    there = reverse(address, args=[thing.pk if each == "pk" else each for each in arguments])
    response = sign_in(user).get(f"{there}?{query.replace('PK', str(thing.pk))}")
    assert response.status_code < 500
    text: str = response.content.decode()
    if "json" in response["Content-Type"]:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return text.replace(r"\"", '"')


@pytest.mark.parametrize(("kind", "name"), SCREENS)
def test_no_screen_names_a_sealed_file_to_a_superuser(
    kind: str, name: str, office: Bureau, boss: User, document: Any, picture: Any
) -> None:
    thing = {"document": document, "picture": picture}[kind]
    log(thing, "wagtail.edit", user=boss)
    page = published(office, title="一项公告", body=carrying(document, picture))
    assert TITLE in says(boss, kind, name, thing)
    done(office, SealingPage, page)
    assert TITLE not in says(boss, kind, name, thing)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.PANELLIST])
@pytest.mark.parametrize("endpoint", ["documents", "images"])
def test_the_api_names_a_sealed_file_to_no_other_staff(
    endpoint: str, role: Role, office: Bureau, document: Any, picture: Any
) -> None:
    page = published(office, body=carrying(document, picture))
    there = reverse(f"wagtailadmin_api:{endpoint}:listing")
    assert sign_in(office[role]).get(there).json()["meta"]["total_count"] == 1
    done(office, SealingPage, page)
    assert sign_in(office[role]).get(there).json()["meta"]["total_count"] == 0


def test_a_sealed_picture_is_not_previewed(office: Bureau, boss: User, document: Any, picture: Any) -> None:
    there = reverse("wagtailimages:preview", args=[picture.pk, "width-20"])
    page = published(office, body=carrying(document, picture))
    assert sign_in(boss).get(there)["Content-Type"].startswith("image/")
    done(office, SealingPage, page)
    refused = sign_in(boss).get(there)
    assert not refused["Content-Type"].startswith("image/")
    assert "依法封存" in refused.content.decode()


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_a_sealed_file_is_hidden_from_all_but_its_keepers(role: Any, office: Bureau, boss: User, document: Any) -> None:
    done(office, SealingPage, published(office, body=linked(document)))
    user = User.objects.get(pk=boss.pk if role == "superuser" else office[role].pk)
    assert (document.pk in hidden_files(user, type(document))) is (role not in KEEPERS)


@pytest.mark.parametrize("role", KEEPERS)
def test_it_is_hidden_from_the_keepers_of_another_section(role: Role, office: Bureau, document: Any) -> None:
    done(office, SealingPage, published(office, body=linked(document)))
    stranger = person(role, SectionPageFactory(parent=office.site.home))
    assert document.pk in hidden_files(stranger, type(document))


@pytest.mark.parametrize("also", ["another act", "a text page"])
def test_what_something_public_carries_too_is_hidden_from_nobody(
    also: str, office: Bureau, boss: User, document: Any
) -> None:
    if also == "another act":
        published(office, body=linked(document))
    else:
        text_page(office, document)
    done(office, SealingPage, published(office, body=linked(document)))
    assert hidden_files(boss, type(document)) == frozenset()


def test_wagtail_asks_our_policy_for_both_kinds() -> None:
    from wagtail.permissions import policy_registry

    for model in (get_document_model(), get_image_model()):
        assert isinstance(policy_registry.get_by_type(model), QuietFilePolicy)


def test_listings_ask_no_more_for_what_is_sealed(office: Bureau, boss: User) -> None:
    def seal_one() -> None:
        file = get_document_model().objects.create(title=TITLE, file=ContentFile(b"first", name="a.txt"))
        done(office, SealingPage, published(office, body=linked(file)))

    def ask() -> object:
        return sign_in(User.objects.get(pk=boss.pk)).get(reverse("wagtaildocs:index"))

    seal_one()
    ask()
    few = len(queries_of(ask))
    seal_one()
    assert len(queries_of(ask)) == few
