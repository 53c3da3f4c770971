"""A list of the archive as a file: xlsx, or csv that a spreadsheet opens. Nothing in it is taken for a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook  # type: ignore[import-untyped]

from foundation.spreadsheets import harmless
from search.archive.answering import MOST_EXPORTED, names_of_people, names_of_sections
from search.archive.registry import archive_kinds
from search.archive.sight import STAGE_LABELS, Stage
from search.matching import Candidate

HEADINGS = ("标题", "文号", "类型", "状态", "栏目", "日期", "发布机关", "经办人", "地址")

Row = Sequence[str]


def rows_of(candidates: Sequence[Candidate], total: int, absolute: Callable[[str], str]) -> list[Row]:
    kinds = {code: kind.label for code, kind in archive_kinds().items()}
    sections = names_of_sections({one.section for one in candidates})
    people = names_of_people({pk for one in candidates for pk in one.actors})
    rows: list[Row] = [HEADINGS]
    rows += [
        [
            one.title,
            one.number,
            kinds.get(one.kind, ""),
            STAGE_LABELS[Stage(one.stage)],
            sections.get(one.section, ""),
            one.dated.isoformat() if one.dated else "",
            "、".join(one.issuers),
            "、".join(people[pk] for pk in one.actors if pk in people),
            absolute(one.url),
        ]
        for one in candidates
    ]
    if total > len(candidates):
        rows.append([f"共 {total} 项，只导出按日期最新的 {len(candidates)} 项（一次最多 {MOST_EXPORTED} 项）。"])
    return [[harmless(cell) for cell in row] for row in rows]


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    write: Callable[[Iterable[Row]], bytes]


def as_csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    # With the mark by which spreadsheets know UTF-8.
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Row]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("档案")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


FORMATS = {
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": Format("text/csv; charset=utf-8", as_csv),
}
