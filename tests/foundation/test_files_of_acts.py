"""Files around acts: a published one stays as it was, a sealed one is named to nobody, a draft's is not given out."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from foundation.acts.file_policy import QuietFilePolicy
from foundation.acts.sealed_files import hidden_files
from foundation.acts.sealed_titles import KEEPERS
from foundation.bars import Barred
from foundation.models import SealingPage, User
from foundation.roles import Role
from portal.models import TextPage
from tests.factories.acts import Bureau, bureau, draft, person, published
from tests.factories.acts_on_acts import done
from tests.factories.pages import SectionPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
TITLE = "含张三住址的附件"
LOGIN = CollectionViewRestriction.LOGIN


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def boss() -> User:
    user: User = User.objects.create_superuser("boss", "boss@example.invalid", "Right-password-1")
    return user


@pytest.fixture
def document() -> Any:
    return get_document_model().objects.create(title=TITLE, file=ContentFile(b"first", name="a.txt"))


@pytest.fixture
def picture() -> Any:
    return get_image_model().objects.create(title=TITLE, file=ImageFile(BytesIO(png("red")), name="a.png"))


@pytest.fixture
def apart() -> Collection:
    """A second collection, so that Wagtail's forms ask for one."""
    collection: Collection = Collection.get_first_root_node().add_child(name="内部")
    return collection


def png(colour: str) -> bytes:
    stored = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stored, "PNG")
    return stored.getvalue()


def linked(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件</a></p>'


def carrying(document: Any, picture: Any) -> str:
    return linked(document) + f'<embed embedtype="image" id="{picture.pk}" format="left" alt="x"/>'


def sign_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def fields(thing: Any, **changed: Any) -> dict[str, Any]:
    return {"title": thing.title, "collection": str(thing.collection_id), "tags": "", **changed}


def edit(user: User, thing: Any, **changed: Any) -> Any:
    area = "wagtailimages" if isinstance(thing, get_image_model()) else "wagtaildocs"
    return sign_in(user).post(reverse(f"{area}:edit", args=[thing.pk]), fields(thing, **changed))


def stored(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def other_bytes(thing: Any) -> SimpleUploadedFile:
    if isinstance(thing, get_image_model()):
        return SimpleUploadedFile("b.png", png("blue"), "image/png")
    return SimpleUploadedFile("b.txt", b"other", "text/plain")


@pytest.fixture(params=["document", "picture"])
def thing(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


# --- replaced --------------------------------------------------------------------------------------------------------


def test_the_form_refuses_other_bytes_and_the_old_ones_stay(
    thing: Any, document: Any, picture: Any, office: Bureau, boss: User
) -> None:
    published(office, body=carrying(document, picture))
    before = Path(thing.file.path).read_bytes()
    response = edit(boss, thing, file=other_bytes(thing))
    assert "已随" in response.content.decode()
    assert stored(thing).file.name == thing.file.name
    assert Path(thing.file.path).read_bytes() == before


def test_the_public_link_still_answers_after_a_refused_replacement(
    document: Any, office: Bureau, boss: User, client: Client
) -> None:
    published(office, body=linked(document))
    edit(boss, document, file=other_bytes(document))
    assert client.get(document.url).getvalue() == b"first"


def test_the_title_the_public_reads_stays(thing: Any, document: Any, picture: Any, office: Bureau, boss: User) -> None:
    published(office, body=carrying(document, picture))
    assert "不能改标题" in edit(boss, thing, title="谁也没有签过的话").content.decode()
    assert stored(thing).title == TITLE


def test_its_title_stays_in_the_database_too(thing: Any, document: Any, picture: Any, office: Bureau) -> None:
    published(office, body=carrying(document, picture))
    with pytest.raises(DatabaseError), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(title="谁也没有签过的话")
    assert stored(thing).title == TITLE


def test_the_title_of_a_file_of_no_act_may_be_mended(thing: Any, boss: User) -> None:
    assert edit(boss, thing, title="更清楚的标题").status_code == 302
    assert stored(thing).title == "更清楚的标题"


def test_a_file_of_no_act_is_replaced_and_its_old_bytes_go_once_that_is_certain(
    thing: Any, boss: User, django_capture_on_commit_callbacks: Any
) -> None:
    old = Path(thing.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        assert edit(boss, thing, file=other_bytes(thing)).status_code == 302
        assert old.exists()
    assert not old.exists()
    assert Path(stored(thing).file.path).read_bytes() != b""


def test_replacing_a_picture_drops_its_renditions(picture: Any, boss: User) -> None:
    picture.get_rendition("width-20")
    edit(boss, picture, file=other_bytes(picture))
    assert not stored(picture).renditions.exists()


def test_uploading_many_at_once_replaces_nothing(document: Any, office: Bureau, boss: User, apart: Collection) -> None:
    published(office, body=linked(document))
    fields_of_many = {f"doc-{document.pk}-{name}": value for name, value in fields(document).items()}
    fields_of_many |= {f"doc-{document.pk}-collection": str(apart.pk), f"doc-{document.pk}-file": other_bytes(document)}
    answer = sign_in(boss).post(reverse("wagtaildocs:edit_multiple", args=[document.pk]), fields_of_many)
    assert answer.json()["success"] is False
    assert stored(document).collection_id == document.collection_id
    assert Path(document.file.path).read_bytes() == b"first"


# --- moved out of sight ----------------------------------------------------------------------------------------------


def test_the_form_refuses_another_collection(
    thing: Any, document: Any, picture: Any, office: Bureau, boss: User, apart: Collection
) -> None:
    published(office, body=carrying(document, picture))
    response = edit(boss, thing, collection=str(apart.pk))
    assert "不能移到别的集合" in response.content.decode()
    assert stored(thing).collection_id == thing.collection_id


def test_code_moves_it_to_no_other_collection(document: Any, office: Bureau, apart: Collection) -> None:
    published(office, body=linked(document))
    document.collection = apart
    with pytest.raises(Barred, match="不能移到别的集合"), transaction.atomic():
        document.save()


@pytest.mark.parametrize("chosen", ["one", "all"])
def test_many_at_once_are_moved_to_no_other_collection(
    chosen: str, thing: Any, document: Any, picture: Any, office: Bureau, boss: User, apart: Collection
) -> None:
    published(office, body=carrying(document, picture))
    where = reverse("wagtail_bulk_action", args=[thing._meta.app_label, thing._meta.model_name, "add_to_collection"])
    asked = f"{where}?id={thing.pk if chosen == 'one' else 'all'}&next=/admin/"
    response = sign_in(boss).post(asked, {"collection": str(apart.pk)})
    assert response.status_code == 403
    assert "不能移到别的集合" in response.content.decode()
    assert stored(thing).collection_id == thing.collection_id


def test_a_file_of_no_act_moves_freely(thing: Any, boss: User, apart: Collection) -> None:
    assert edit(boss, thing, collection=str(apart.pk)).status_code == 302
    assert stored(thing).collection_id == apart.pk


FOCUS = {"focal_point_x": 1, "focal_point_y": 1, "focal_point_width": 1, "focal_point_height": 1}


def test_the_form_refuses_another_focus(picture: Any, document: Any, office: Bureau, boss: User) -> None:
    published(office, body=carrying(document, picture))
    assert "不能改变焦点" in edit(boss, picture, **FOCUS).content.decode()
    assert stored(picture).focal_point_x is None


def test_code_sets_no_other_focus(picture: Any, document: Any, office: Bureau) -> None:
    published(office, body=carrying(document, picture))
    picture.focal_point_x = 1
    with pytest.raises(Barred, match="不能改变焦点"), transaction.atomic():
        picture.save()


# --- collections -----------------------------------------------------------------------------------------------------


@pytest.fixture
def within(office: Bureau, document: Any, apart: Collection) -> Collection:
    """A collection inside another, with the file of a published act in it."""
    inner: Collection = apart.add_child(name="附件")
    document.collection = inner
    document.save()
    published(office, body=linked(document))
    return inner


@pytest.mark.parametrize("which", ["its own", "the one above", "the root"])
def test_its_collection_is_not_made_private(which: str, within: Collection, apart: Collection) -> None:
    at = {"its own": within, "the one above": apart, "the root": Collection.get_first_root_node()}[which]
    with pytest.raises(Barred, match="不能改变谁能查看"), transaction.atomic():
        CollectionViewRestriction.objects.create(collection=at, restriction_type=LOGIN)


def test_the_privacy_screen_says_why_not(within: Collection, boss: User, client: Client, document: Any) -> None:
    screen = reverse("wagtailadmin_collections:set_privacy", args=[within.pk])
    response = sign_in(boss).post(screen, {"restriction_type": LOGIN, "password": "", "groups": []})
    assert "不能改变谁能查看" in response.content.decode()
    assert client.get(document.url).status_code == 200


def test_its_collection_is_not_deleted(within: Collection, apart: Collection, boss: User) -> None:
    with pytest.raises(Barred, match="不能删除"), transaction.atomic():
        Collection.objects.get(pk=apart.pk).delete()
    response = sign_in(boss).post(reverse("wagtailadmin_collections:delete", args=[apart.pk]))
    assert "不能删除" in response.content.decode()
    assert Collection.objects.filter(pk=within.pk).exists()


def test_its_collection_is_not_moved_but_may_be_renamed(within: Collection, apart: Collection, boss: User) -> None:
    private = Collection.get_first_root_node().add_child(name="只给内部")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=LOGIN)
    screen = reverse("wagtailadmin_collections:edit", args=[apart.pk])
    root = Collection.get_first_root_node()
    response = sign_in(boss).post(screen, {"name": "附件", "parent": str(private.pk)})
    assert "不能移到别处" in response.content.decode()
    assert Collection.objects.get(pk=apart.pk).get_parent() == root
    assert sign_in(boss).post(screen, {"name": "公开附件", "parent": str(root.pk)}).status_code == 302
    assert Collection.objects.get(pk=apart.pk).name == "公开附件"


def test_another_collection_is_made_private_moved_and_deleted(within: Collection) -> None:
    free = Collection.get_first_root_node().add_child(name="无关")
    CollectionViewRestriction.objects.create(collection=free, restriction_type=LOGIN).delete()
    Collection.objects.get(pk=free.pk).delete()
    assert not Collection.objects.filter(pk=free.pk).exists()


# --- sealed: inside the house ----------------------------------------------------------------------------------------

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


# --- not public yet --------------------------------------------------------------------------------------------------


def text_page(office: Bureau, document: Any) -> TextPage:
    page: TextPage = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", body=linked(document)))
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("disclosure", ["open", "closed"])
def test_the_attachment_of_a_draft_is_not_there_for_visitors(
    disclosure: str, office: Bureau, document: Any, client: Client
) -> None:
    page = draft(office, body=linked(document), disclosure=disclosure)
    ReferenceIndex.create_or_update_for_object(page)
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.SUPERVISOR])
def test_who_writes_or_judges_reads_it_and_no_cache_keeps_it(role: Role, office: Bureau, document: Any) -> None:
    draft(office, body=linked(document))
    response = sign_in(office[role]).get(document.url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_it_is_there_from_the_publication_on(office: Bureau, document: Any, client: Client) -> None:
    published(office, body=linked(document))
    assert client.get(document.url).status_code == 200


def test_a_live_page_that_is_no_act_carries_it_as_soon_as_it_is_published(
    office: Bureau, document: Any, client: Client
) -> None:
    page = text_page(office, document)
    assert client.get(document.url).status_code == 200
    page.unpublish()
    assert client.get(document.url).status_code == 404


def test_a_document_costs_the_same_queries_however_many_pages_carry_it(
    office: Bureau, document: Any, client: Client
) -> None:
    def ask() -> object:
        return client.get(document.url)

    text_page(office, document)
    ask()
    few = len(queries_of(ask))
    for slug in ("one", "two"):
        page = office.site.home.add_child(instance=TextPage(title=slug, slug=slug, body=linked(document)))
        page.save_revision().publish()
    assert len(queries_of(ask)) == few


def test_the_password_of_a_collection_that_has_none_is_not_found(client: Client) -> None:
    assert client.get(reverse("wagtaildocs_authenticate_with_password", args=[1])).status_code == 404
