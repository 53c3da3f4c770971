"""How an attachment is given out: what a browser may show, under which name it is saved, what a link says of it."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from tests.factories.acts import Bureau, published
from tests.notices.attachments.test_checking import picture
from tests.notices.attachments.uploads import (
    CLEAN,
)
from tests.notices.provisions.sources.building import docx, paragraph, pdf
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

Document = get_document_model()


def given(name: str, data: bytes, office: Bureau, title: str = "拟认定名单（第一批）") -> Any:
    document = Document.objects.create(title=title, file=ContentFile(data, name=name))
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')
    return Client().get(document.url)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.pdf", pdf(("名单",)), True),
        ("a.png", picture("PNG"), True),
        ("a.txt", CLEAN, False),
        ("a.csv", CLEAN, False),
        ("a.docx", docx(paragraph("名单")), False),
    ],
)
def test_only_pdf_and_pictures_are_shown_in_the_browser(name: str, data: bytes, shown: bool, office: Bureau) -> None:
    response = given(name, data, office)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_it_is_saved_under_its_title_in_chinese(office: Bureau) -> None:
    disposition = given("a.txt", CLEAN, office)["Content-Disposition"]
    assert "filename*=utf-8''%E6%8B%9F%E8%AE%A4%E5%AE%9A%E5%90%8D%E5%8D%95" in disposition
    assert disposition.endswith(".txt")


@pytest.mark.parametrize("title", ['甲"乙\r\nX-Evil: 1', "../../etc/passwd", "名单.txt"])
def test_no_title_breaks_out_of_the_header(title: str, office: Bureau) -> None:
    response = given("a.txt", CLEAN, office, title=title)
    assert "X-Evil" not in response
    assert "\n" not in response["Content-Disposition"]
    assert ".txt.txt" not in response["Content-Disposition"]
    assert "/" not in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["old.html", "old.svg", "old.xml"])
def test_a_page_or_drawing_laid_before_is_never_shown_as_one(name: str, office: Bureau) -> None:
    document = Document.objects.create(title="旧", file=ContentFile(CLEAN, name="a.txt"))
    published(office, body=f'<p><a linktype="document" id="{document.pk}">附件</a></p>')
    stored = document.file.storage.save(f"documents/{name}", ContentFile(b"<svg/>"))
    from foundation.triggers import lay_triggers, lift_triggers

    lift_triggers()
    Document.objects.filter(pk=document.pk).update(file=stored)
    lay_triggers()
    response = Client().get(Document.objects.get().url)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_link_in_a_text_says_kind_and_size_and_costs_one_query_for_all(office: Bureau) -> None:
    def body(count: int) -> str:
        links = [Document.objects.create(title=f"附件{n}", file=ContentFile(CLEAN, name="a.txt")) for n in range(count)]
        for one in links:
            one.get_file_size()
        return "".join(f'<p><a linktype="document" id="{one.pk}">附件</a></p>' for one in links)

    one, many = published(office, body=body(1)), published(office, body=body(6))
    assert 'data-about="文本，15 字节"' in Client().get(one.url).content.decode()
    few = len(queries_of(lambda: Client().get(one.url)))
    assert len(queries_of(lambda: Client().get(many.url))) == few
