"""`manage.py read_regulation`: what a file is read as, for people and for machines."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.notices.provisions.seeds import FOLDER, shape_of

KEYS = {
    "title", "document_number", "issuers", "issued_on", "effective_on", "effective_rule", "expires_on", "status", "repaired", "raw",
    "chapters", "articles", "measures", "missing_articles", "citations", "warnings",
}  # fmt: skip


def read_regulation(*arguments: object) -> str:
    out = StringIO()
    call_command("read_regulation", *map(str, arguments), stdout=out)
    return out.getvalue()


def as_json(*arguments: object) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(read_regulation(*arguments, "--json"))
    return shape


def test_it_prints_the_shape_agreed_on() -> None:
    shape = as_json(FOLDER / "kunming-bases-2020.txt", "--on", "2026-11-21")
    assert set(shape) >= KEYS
    assert set(shape["articles"][0]) >= {"number", "chapter", "text", "items", "lines"}
    assert set(shape["warnings"][0]) >= {"line", "code", "message", "repair"}
    assert set(shape["citations"][0]) >= {"title", "document_number"}


def test_it_reads_what_the_reader_reads() -> None:
    name = "yunnan-joint-platforms-2022"
    assert as_json(FOLDER / f"{name}.txt", "--on", "2026-11-21") == json.loads(json.dumps(shape_of(name)))


def test_the_status_is_that_of_the_day_asked_for() -> None:
    seed = FOLDER / "yunnan-joint-platforms-2022.txt"
    assert as_json(seed, "--on", "2025-03-08")["status"] == "in_force"
    assert as_json(seed, "--on", "2025-03-09")["status"] == "expired"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "办法.txt"
    file.write_bytes("某市管理办法\n第一条 制定本办法。\n第二条 适用于本市。\n".encode(encoding))
    assert as_json(file)["title"] == "某市管理办法"


def test_people_are_told_in_sentences() -> None:
    said = read_regulation(FOLDER / "kunming-bases-2020.txt", "--on", "2026-11-21")
    assert said.startswith(
        "昆明市国际（对外）科技合作基地管理办法\n昆科规〔2020〕1号，昆明市科学技术局，2020-06-16，现行有效\n读出28条"
    )


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="不是日期"):
        read_regulation(FOLDER / "kunming-bases-2020.txt", "--on", "明天")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有找到文件"):
        read_regulation(tmp_path / "没有.txt")


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "空.txt"
    file.write_bytes(b"")
    with pytest.raises(CommandError, match="。"):
        read_regulation(file)
