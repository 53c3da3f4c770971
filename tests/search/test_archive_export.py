"""A list carried away from the archive: nothing in it is a formula, it says when it is cut, and it is written down."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from foundation.outbox import deliver_due
from foundation.roles import Role
from foundation.spreadsheets import harmless
from search.archive import answering
from search.archive.exporting import FORMATS, HEADINGS, as_csv, as_xlsx
from search.models import ArchiveQuery
from tests.factories.acts import Bureau, bureau, draft
from tests.search.archive import client_of

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n@x", '=HYPERLINK("x")', "\u00a0=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_becomes_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["公示", "昆科规〔2020〕1号", "3-1", "a=b", "", "2026-09-17"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=60))
def test_no_cell_begins_like_a_formula_and_every_file_can_be_written(text: str) -> None:
    made = harmless(text)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert as_csv([[made]])
    sheet = load_workbook(io.BytesIO(as_xlsx([[made]]))).active
    assert sheet is not None
    assert sheet["A1"].data_type != "f"


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def rows_of(client: Client, kind: str, query: str = "") -> list[list[Any]]:
    response = client.post(f"/archive/export/?{query}", {"format": kind})
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert response["Content-Type"] == FORMATS[kind].content_type
    if kind == "csv":
        assert response.content.startswith(b"\xef\xbb\xbf")
        return [list(row) for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", FORMATS)
def test_it_holds_what_the_page_shows(kind: str, office: Bureau) -> None:
    draft(office, title="=2+3 认定公告")
    draft(office, title="别的公告")
    deliver_due()
    rows = rows_of(client_of(office[Role.EDITOR]), kind, "q=认定")
    assert tuple(rows[0]) == HEADINGS
    assert [row[0] for row in rows[1:]] == ["'=2+3 认定公告"]
    assert rows[1][3] == "草稿"
    assert rows[1][4] == office.section.title
    assert rows[1][7] == str(office[Role.EDITOR])
    assert rows[1][8].startswith("http://testserver/archive/open/announcement:")


def test_it_is_cut_and_says_so(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_EXPORTED", 2)
    for number in range(3):
        draft(office, title=f"认定公告{number}")
    deliver_due()
    rows = rows_of(client_of(office[Role.EDITOR]), "csv")
    assert len(rows) == 4
    assert rows[-1][0].startswith("共 3 项，只导出按日期最新的 2 项")


def test_it_is_written_down(office: Bureau) -> None:
    draft(office, title="认定公告")
    deliver_due()
    rows_of(client_of(office[Role.EDITOR]), "csv", "q=认定&stage=draft")
    row = ArchiveQuery.objects.get()
    assert (row.what, row.query, row.filters, row.hits) == ("export", "认定", {"stage": ["draft"]}, 1)
    assert [one.section_id for one in row.sections.all()] == [office.section.pk]


def test_it_is_asked_for_by_a_button_and_in_a_form_that_is_known(office: Bureau) -> None:
    client = client_of(office[Role.EDITOR])
    assert client.get("/archive/export/").status_code == 405
    assert client.post("/archive/export/", {"format": "exe"}).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(office[Role.EDITOR], "django.contrib.auth.backends.ModelBackend")
    assert strict.post("/archive/export/", {"format": "csv"}).status_code == 403
