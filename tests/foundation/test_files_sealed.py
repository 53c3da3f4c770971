"""A file that was sealed with what carried it is named to nobody in the house but its keepers."""

import json
from typing import Any

import pytest
from django.test import Client
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
from tests.foundation.carried_files import TITLE, carrying, linked, new_document, sign_in, text_page
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
SCREENS = {"document": DOCUMENT_SCREENS, "picture": PICTURE_SCREENS}


def says(client: Client, kind: str, name: str, thing: Any) -> str:
    address, arguments, query = SCREENS[kind][name]
    there = reverse(address, args=[thing.pk if each == "pk" else each for each in arguments])
    response = client.get(f"{there}?{query.replace('PK', str(thing.pk))}")
    assert response.status_code < 500, name
    text: str = response.content.decode()
    if "json" in response["Content-Type"]:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return text.replace(r"\"", '"')


@pytest.mark.parametrize("kind", SCREENS)
def test_no_screen_names_a_sealed_file_to_a_superuser(
    kind: str, office: Bureau, boss: User, document: Any, picture: Any
) -> None:
    thing = {"document": document, "picture": picture}[kind]
    page = published(office, title="一项公告", body=carrying(document, picture))
    log(thing, "wagtail.edit", user=boss)
    client = sign_in(boss)
    silent = [name for name in SCREENS[kind] if TITLE not in says(client, kind, name, thing)]
    assert silent == []
    done(office, SealingPage, page)
    telling = [name for name in SCREENS[kind] if TITLE in says(client, kind, name, thing)]
    assert telling == []


def test_the_api_names_a_sealed_file_to_no_other_staff(office: Bureau, document: Any, picture: Any) -> None:
    page = published(office, body=carrying(document, picture))
    clients = {role: sign_in(office[role]) for role in (Role.EDITOR, Role.REVIEWER, Role.PANELLIST)}

    def told() -> dict[tuple[Role, str], int]:
        return {
            (role, kind): client.get(reverse(f"wagtailadmin_api:{kind}:listing")).json()["meta"]["total_count"]
            for role, client in clients.items()
            for kind in ("documents", "images")
        }

    assert set(told().values()) == {1}, told()
    done(office, SealingPage, page)
    assert set(told().values()) == {0}, told()


def test_a_sealed_picture_is_not_previewed(office: Bureau, boss: User, document: Any, picture: Any) -> None:
    page = published(office, body=carrying(document, picture))
    there = reverse("wagtailimages:preview", args=[picture.pk, "width-20"])
    assert sign_in(boss).get(there)["Content-Type"].startswith("image/")
    done(office, SealingPage, page)
    refused = sign_in(boss).get(there)
    assert not refused["Content-Type"].startswith("image/")
    assert "依法封存" in refused.content.decode()


def test_a_sealed_file_is_hidden_from_all_but_its_keepers(office: Bureau, boss: User, document: Any) -> None:
    done(office, SealingPage, published(office, body=linked(document)))
    people = {**office.people, "superuser": boss}
    users = {who: User.objects.get(pk=user.pk) for who, user in people.items()}
    hidden = {who for who, user in users.items() if document.pk in hidden_files(user, type(document))}
    assert hidden == set(people) - set(KEEPERS)


def test_it_is_hidden_from_the_keepers_of_another_section(office: Bureau, document: Any) -> None:
    done(office, SealingPage, published(office, body=linked(document)))
    beside = SectionPageFactory(parent=office.site.home)
    strangers = {role: person(role, beside) for role in KEEPERS}
    assert {role for role, user in strangers.items() if document.pk in hidden_files(user, type(document))} == set(
        KEEPERS
    )


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
        done(office, SealingPage, published(office, body=linked(new_document())))

    def ask() -> object:
        return sign_in(User.objects.get(pk=boss.pk)).get(reverse("wagtaildocs:index"))

    seal_one()
    ask()
    few = len(queries_of(ask))
    seal_one()
    assert len(queries_of(ask)) == few
