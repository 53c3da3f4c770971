import pytest

from notices.provisions.sources import CannotRead, read_file
from notices.provisions.sources import pdf as pdf_module
from tests.notices.provisions.sources.building import pdf

LINES = ("某市科技创新基地管理办法", "第一条　为了加强管理，制定本办法。")


def test_lines_come_in_order_and_a_form_feed_begins_each_further_page() -> None:
    source = read_file("a.pdf", pdf(LINES, ("第二条　自2020年1月1日起施行。",)))
    assert (
        source.text == "某市科技创新基地管理办法\n第一条　为了加强管理，制定本办法。\n\f第二条　自2020年1月1日起施行。"
    )
    assert source.notes == ("按 pdf 的文字层读取，共2页；换行是版面上的换行。",)


def test_a_page_without_text_is_named() -> None:
    source = read_file("a.pdf", pdf(LINES, ()))
    assert source.notes[1] == "第2页几乎没有文字，可能是图片或扫描页，请核对。"


def test_a_text_layer_of_private_characters_is_refused() -> None:
    with pytest.raises(CannotRead, match="存的是乱码"):
        read_file("a.pdf", pdf(("\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b",)))


@pytest.mark.parametrize("script", ["import os; os.abort()", "while True: pass", "print('not json')"])
def test_a_reader_that_dies_hangs_or_babbles_costs_only_itself(
    script: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path_factory.mktemp("child") / "child.py"
    child.write_text(script)
    monkeypatch.setattr(pdf_module, "_CHILD", child)
    monkeypatch.setattr(pdf_module, "AT_MOST_SECONDS", 1)
    with pytest.raises(CannotRead, match="读不完"):
        read_file("a.pdf", pdf(LINES))


def test_a_missing_component_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_ask", lambda data: b'{"reason": "missing"}')
    with pytest.raises(CannotRead, match="没有装读取 pdf 的组件"):
        read_file("a.pdf", pdf(LINES))
