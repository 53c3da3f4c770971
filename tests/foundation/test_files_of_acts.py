"""The files of a published act stay what they were, where they were, and open to everyone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from foundation.bars import Barred
from foundation.models import User
from tests.factories.acts import Bureau, published
from tests.factories.files import png
from tests.foundation.carried_files import TITLE, carrying, linked, sign_in

pytestmark = pytest.mark.django_db
LOGIN = CollectionViewRestriction.LOGIN


@pytest.fixture
def apart() -> Collection:
    """A second collection, so that Wagtail's forms ask for one."""
    collection: Collection = Collection.get_first_root_node().add_child(name="内部")
    return collection


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


def test_code_puts_no_other_bytes_under_the_same_name(document: Any, picture: Any, office: Bureau) -> None:
    published(office, body=carrying(document, picture))
    document.file = ContentFile(b"other", name=document.file.name)
    with pytest.raises(Barred, match="不能替换"), transaction.atomic():
        document.save()


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


@pytest.mark.parametrize("place", ["first-child", "last-child", "sorted-child", "sorted-sibling"])
def test_code_does_not_move_it_either(place: str, within: Collection, apart: Collection) -> None:
    private = Collection.get_first_root_node().add_child(name="保密")
    beneath = private.add_child(name="更里面")
    root = Collection.get_first_root_node()
    with pytest.raises(Barred, match="不能移到别处"):
        Collection.objects.get(pk=apart.pk).move(beneath if place == "sorted-sibling" else private, pos=place)
    assert Collection.objects.get(pk=apart.pk).get_parent() == root


def test_among_its_siblings_it_may_be_put_elsewhere(within: Collection, apart: Collection) -> None:
    """Who may read it depends on what it lies in alone."""
    beside = Collection.get_first_root_node().add_child(name="甲")
    Collection.objects.get(pk=apart.pk).move(beside, pos="sorted-sibling")
    assert Collection.objects.get(pk=apart.pk).get_parent() == Collection.get_first_root_node()


def test_another_collection_is_made_private_moved_and_deleted(within: Collection) -> None:
    free = Collection.get_first_root_node().add_child(name="无关")
    CollectionViewRestriction.objects.create(collection=free, restriction_type=LOGIN).delete()
    Collection.objects.get(pk=free.pk).delete()
    assert not Collection.objects.filter(pk=free.pk).exists()
