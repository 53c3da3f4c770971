"""The five seeds are read as a person read them."""

from typing import Any

import pytest

from tests.notices.provisions.seeds import DEFECTS, NAMES, OUTLINE, reading_of, shape_of

PLAIN = [
    *("title", "document_number", "issuers", "issued_on", "effective_on"),
    *("effective_rule", "expires_on", "status", "repaired", "missing_articles"),
]
# What a person would not thank us for is a fault: so many beside those of the key, and no more.
OTHERS_AT_MOST = {
    "chongqing-bases-draft": 0,
    "kunming-bases-2020": 3,
    "kunming-measures-2019": 1,
    "yunnan-joint-platforms-2022": 6,
    "yunnan-technology-innovation-centres-2022": 1,
}
PROGRAM = [
    pytest.param(name, entry, id=f"{name}-{entry['lines'][:12]}-{entry['code']}")
    for name, entries in DEFECTS.items()
    for entry in entries
    if entry["program"]
]


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name in NAMES for field in PLAIN if field in OUTLINE[name]]
)
def test_the_field_is_what_the_key_says(name: str, field: str) -> None:
    assert shape_of(name)[field] == OUTLINE[name][field]


@pytest.mark.parametrize("name", [name for name in NAMES if "chapters" in OUTLINE[name]])
def test_the_chapters_are_those_of_the_key(name: str) -> None:
    read = [{key: one[key] for key in ("number", "title", "articles")} for one in shape_of(name)["chapters"]]
    assert read == OUTLINE[name]["chapters"]


@pytest.mark.parametrize("kind", ["articles", "measures"])
@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_are_those_of_the_key(name: str, kind: str) -> None:
    assert [one["number"] for one in shape_of(name)[kind]] == OUTLINE[name].get(kind, [])


@pytest.mark.parametrize("name", [name for name in NAMES if OUTLINE[name].get("items") is not None])
def test_the_items_are_as_many_as_in_the_key(name: str) -> None:
    assert sum(len(article["items"]) for article in shape_of(name)["articles"]) == OUTLINE[name]["items"]


MEASURES = "kunming-measures-2019"


def measures_with(*units: str) -> list[int]:
    return [one["number"] for one in shape_of(MEASURES)["measures"] if all(one[unit] for unit in units)]


def test_measures_have_their_units() -> None:
    assert measures_with("lead", "responsible") == OUTLINE[MEASURES]["with_lead_and_responsible"]
    assert measures_with("cooperating") == OUTLINE[MEASURES]["with_cooperating"]


def test_measures_stand_in_their_sections() -> None:
    sections = shape_of(MEASURES)["sections"]
    assert [one["label"].rstrip("、") for one in sections] == OUTLINE[MEASURES]["sections"]
    assert [one["label"] for one in sections[1]["sections"]] == OUTLINE[MEASURES]["subsections_of_二"]


def test_a_comma_within_brackets_does_not_part_two_units() -> None:
    sixth = shape_of(MEASURES)["measures"][5]
    assert sixth["responsible"] == [
        "昆明高校和科研院所联盟各成员单位", "各县（市）区人民政府", "开发（度假）园区管委会"
    ]  # fmt: skip


def lines_of(said: str) -> set[int] | None:
    """The lines a defect names; nothing where it is the whole text."""
    if said == "-" or "all" in said:
        return None
    spans = [part.split("-") for part in said.split(",")]
    return {line for span in spans for line in range(int(span[0]), int(span[-1]) + 1)}


def answers(warning: Any, entry: dict[str, Any]) -> bool:
    lines = lines_of(entry["lines"])
    return warning.code == entry["code"] and (lines is None or warning.line in lines)


@pytest.mark.parametrize(("name", "entry"), PROGRAM)
def test_every_slip_a_program_can_see_is_reported_on_a_line_it_names(name: str, entry: dict[str, Any]) -> None:
    assert any(answers(warning, entry) for warning in reading_of(name).warnings)


@pytest.mark.parametrize("name", NAMES)
def test_few_warnings_stand_beside_those_of_the_key(name: str) -> None:
    others = [one for one in reading_of(name).warnings if not any(answers(one, entry) for entry in DEFECTS[name])]
    assert len(others) <= OTHERS_AT_MOST[name], others


def test_the_fourth_item_of_the_tenth_article_has_the_address_that_is_cited() -> None:
    addresses = {one.address: one for one in reading_of("kunming-bases-2020").provisions()}
    assert addresses["art-10-4"].text.startswith("公示期间有异议的")
    assert addresses["art-10-4"].lines == (137,)
    assert addresses["art-16-n5"].text.startswith("向国（境）外技术转移")
    assert addresses["art-16-p2"].text == "绩效评价共性内容："


def test_a_paragraph_broken_by_a_page_is_one_again() -> None:
    articles = {article.number: article for _, article in reading_of("kunming-bases-2020").articles}
    assert "评价结果为“优秀”的，后期给予重点支持" in articles[16].text
    assert articles[2].lines == (25, 27)


def test_a_citation_a_scanner_broke_is_read() -> None:
    cited = {(one.title, one.document_number) for one in reading_of("yunnan-joint-platforms-2022").citations}
    assert ("加快面向南亚东南亚科技创新中心建设行动方案", "云科合发〔2021〕1号") in cited


def test_what_was_repaired_is_given_as_it_stands_too() -> None:
    assert shape_of("yunnan-joint-platforms-2022")["raw"]["document_number"] == "云科规 (2022 J 2 号"


def test_the_closing_sentence_of_the_measures_is_no_measure() -> None:
    shape = shape_of(MEASURES)
    assert shape["closing"]["text"].startswith("此政策自发布之日起施行")
    assert "此政策" not in shape["measures"][-1]["text"]
