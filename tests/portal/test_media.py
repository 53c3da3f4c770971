"""Pictures and documents: kept by caches only as long as they may be shown, and those of a sealed page by nobody."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model

from foundation.acts.reading import LASTS
from foundation.clock import now
from foundation.granting import revoke
from foundation.models import LedgerEntry, RoleHolding, SealingPage, User
from foundation.roles import Role
from portal.models import TextPage
from tests.factories import files
from tests.factories.acts import Bureau, approve, bureau, draft, person, published, step, submit
from tests.factories.acts_on_acts import changed, done
from tests.factories.pages import SectionPageFactory
from tests.factories.people import superuser
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def picture() -> Any:
    cache.clear()  # Wagtail keeps renditions there, and remembers those of another test's first picture
    return files.picture("扫描件", (640, 480))


@pytest.fixture
def document() -> Any:
    return files.document()


def shown(picture: Any) -> str:
    return f'<embed embedtype="image" id="{picture.pk}" format="left" alt="x"/>'


def linked(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件</a></p>'


def address(picture: Any) -> str:
    return f"/media/{picture.get_rendition('width-100').file.name}"


def where(thing: Any) -> str:
    return address(thing) if isinstance(thing, get_image_model()) else str(thing.url)


def sign_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def sealed_page(office: Bureau, body: str) -> Any:
    page = published(office, body=body)
    done(office, SealingPage, page)
    return page


# --- while it may be shown -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["picture", "document"])
@pytest.mark.parametrize(("asks", "says"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_a_cache_asks_each_time_and_is_told_that_nothing_changed(
    kind: str, asks: str, says: str, request: pytest.FixtureRequest, office: Bureau, client: Client
) -> None:
    thing = request.getfixturevalue(kind)
    published(office, body=shown(thing) if kind == "picture" else linked(thing))
    there = where(thing)
    first = client.get(there)
    again = client.get(there, headers={asks: first[says]})
    assert (first.status_code, again.status_code) == (200, 304)
    for response in (first, again):
        assert "no-cache" in response["Cache-Control"]
        assert "max-age" not in response["Cache-Control"]
    assert again.getvalue() == b""


def test_another_picture_in_its_place_is_told_apart(office: Bureau, picture: Any, client: Client) -> None:
    published(office, body=shown(picture))
    there = f"/media/{picture.file.name}"
    tag = client.get(there)["ETag"]
    with open(picture.file.path, "ab") as file:
        file.write(b"\0")
    assert client.get(there, headers={"If-None-Match": tag}).status_code == 200


def test_a_page_is_asked_for_each_time(office: Bureau, client: Client) -> None:
    assert "no-cache" in client.get(published(office).url)["Cache-Control"]


def test_a_picture_costs_few_queries_however_many_there_are(office: Bureau, picture: Any, client: Client) -> None:
    published(office, body=shown(picture))
    there = address(picture)
    assert len(queries_of(lambda: client.get(there))) == 4
    other = files.picture("别的", (640, 480))
    published(office, body=shown(other))
    assert len(queries_of(lambda: client.get(there))) == 4


# --- before it may be shown ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["the original", "a rendition"])
def test_the_picture_of_a_draft_is_not_there_for_visitors(
    which: str, office: Bureau, picture: Any, client: Client
) -> None:
    page = draft(office, body=shown(picture))
    there = f"/media/{picture.file.name}" if which == "the original" else address(picture)
    assert client.get(there).status_code == 404
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    assert client.get(there).status_code == 404
    approve(step(page), office[Role.SIGNATORY])
    assert client.get(there).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.SIGNATORY])
def test_who_writes_or_judges_sees_it_and_no_cache_keeps_it(role: Role, office: Bureau, picture: Any) -> None:
    draft(office, body=shown(picture))
    response = sign_in(office[role]).get(address(picture))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_a_picture_nothing_refers_to_is_seen_by_those_who_work_with_files(
    office: Bureau, picture: Any, client: Client
) -> None:
    assert client.get(address(picture)).status_code == 404
    assert sign_in(office[Role.PANELLIST]).get(address(picture)).status_code == 404
    assert sign_in(office[Role.EDITOR]).get(address(picture)).status_code == 200


def test_the_picture_of_a_text_page_is_there_once_it_is_published(office: Bureau, picture: Any, client: Client) -> None:
    page = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", live=False, body=shown(picture)))
    assert client.get(address(picture)).status_code == 404
    page.save_revision().publish()
    assert client.get(address(picture)).status_code == 200


def test_a_draft_over_a_live_page_shows_no_new_picture_early(office: Bureau, picture: Any, client: Client) -> None:
    changed(office, published(office), body=shown(picture))
    assert client.get(address(picture)).status_code == 404


@pytest.mark.parametrize("path", ["images/none.png", "documents/a.txt", "images/a.svg", "images/..%2f..%2fa.png"])
def test_nothing_else_is_given_out(path: str, client: Client) -> None:
    assert client.get(f"/media/{path}").status_code in (400, 404)


# --- once it is sealed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "in_text"), [("picture", shown), ("document", linked)])
def test_what_a_cache_kept_is_gone_when_it_asks_after_the_sealing(
    kind: str, in_text: Any, request: pytest.FixtureRequest, office: Bureau, client: Client
) -> None:
    thing = request.getfixturevalue(kind)
    page, there = published(office, body=in_text(thing)), where(thing)
    before = client.get(there)
    done(office, SealingPage, page)
    for asks, says in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        after = client.get(there, headers={asks: before[says]})
        assert after.status_code == 410
        assert "no-store" in after["Cache-Control"]
        assert "public" not in after["Cache-Control"]


def test_the_original_and_every_rendition_are_gone(office: Bureau, picture: Any, client: Client) -> None:
    page = published(office, body=shown(picture))
    addresses = [f"/media/{picture.file.name}", address(picture)]
    assert [client.get(there).status_code for there in addresses] == [200, 200]
    done(office, SealingPage, page)
    assert [client.get(there).status_code for there in addresses] == [410, 410]


def test_the_archivist_sees_the_pictures_of_what_they_read(office: Bureau, picture: Any) -> None:
    page = sealed_page(office, shown(picture))
    archivist = sign_in(office[Role.ARCHIVIST])
    html = archivist.get(reverse("read-sealed", args=[page.pk])).content.decode()
    there = next(part for part in html.split('"') if part.startswith("/media/"))
    response = archivist.get(there, headers={"If-None-Match": "*"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response
    assert LedgerEntry.objects.filter(act="page.sealed.read").count() == 1


def test_the_archivist_sees_no_picture_without_a_reading(office: Bureau, picture: Any) -> None:
    sealed_page(office, shown(picture))
    assert sign_in(office[Role.ARCHIVIST]).get(address(picture)).status_code == 410


def test_reading_one_page_opens_no_picture_of_another(office: Bureau, picture: Any) -> None:
    sealed_page(office, shown(picture))
    archivist = sign_in(office[Role.ARCHIVIST])
    archivist.get(reverse("read-sealed", args=[sealed_page(office, "<p>别的</p>").pk]))
    assert archivist.get(address(picture)).status_code == 410


def test_a_picture_of_two_sealed_pages_is_seen_on_either(office: Bureau, picture: Any) -> None:
    first = published(office, body=shown(picture))
    second = published(office, body=shown(picture))
    for page in (first, second):
        done(office, SealingPage, page)
    for page in (first, second):
        archivist = sign_in(office[Role.ARCHIVIST])
        archivist.get(reverse("read-sealed", args=[page.pk]))
        assert archivist.get(address(picture)).status_code == 200


def test_a_reading_ends(office: Bureau, picture: Any) -> None:
    page = sealed_page(office, shown(picture))
    archivist = sign_in(office[Role.ARCHIVIST])
    archivist.get(reverse("read-sealed", args=[page.pk]))
    with time_machine.travel(now() + LASTS + timedelta(seconds=1), tick=False):
        assert archivist.get(address(picture)).status_code == 410


def test_a_reading_ends_with_the_role(office: Bureau, picture: Any) -> None:
    page = sealed_page(office, shown(picture))
    archivist = sign_in(office[Role.ARCHIVIST])
    archivist.get(reverse("read-sealed", args=[page.pk]))
    revoke(RoleHolding.objects.get(user=office[Role.ARCHIVIST]), by=None)
    assert archivist.get(address(picture)).status_code == 410


@pytest.mark.parametrize("role", [*(role for role in Role if role is not Role.ARCHIVIST), "superuser", "elsewhere"])
def test_nobody_else_opens_a_reading(role: Any, office: Bureau, picture: Any) -> None:
    page = sealed_page(office, shown(picture))
    if role == "superuser":
        user = superuser()
    elif role == "elsewhere":
        user = person(Role.ARCHIVIST, SectionPageFactory(parent=office.site.home))
    else:
        user = office[role]
    client = sign_in(user)
    client.get(reverse("read-sealed", args=[page.pk]))
    assert client.get(address(picture)).status_code == 410


def test_the_archivists_copy_of_a_document_is_kept_nowhere(office: Bureau, document: Any) -> None:
    sealed_page(office, linked(document))
    response = sign_in(office[Role.ARCHIVIST]).get(document.url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
