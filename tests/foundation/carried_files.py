"""Documents and pictures as the tests about the files of acts need them."""

from typing import Any

from django.test import Client

from foundation.models import User
from portal.models import TextPage
from tests.factories.acts import Bureau
from tests.factories.files import document, picture

TITLE = "含张三住址的附件"


def new_document(title: str = TITLE) -> Any:
    return document(title)


def new_picture(title: str = TITLE) -> Any:
    return picture(title)


def text_page(office: Bureau, document: Any) -> TextPage:
    """A live page that is no act and carries it."""
    page: TextPage = office.site.home.add_child(instance=TextPage(title="指南", slug="guide", body=linked(document)))
    page.save_revision().publish()
    return page


def linked(document: Any) -> str:
    return f'<p><a linktype="document" id="{document.pk}">附件</a></p>'


def carrying(document: Any, picture: Any) -> str:
    return linked(document) + f'<embed embedtype="image" id="{picture.pk}" format="left" alt="x"/>'


def sign_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client
