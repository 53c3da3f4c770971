"""What an act carries is what may become public: the gate, and what whoever reviews it must have seen."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from foundation.acts.digests import CarriedFile, files_of
from foundation.acts.file_checks import FileFinding, Weight, found_in, looks_are_taken
from foundation.bars import Bar
from foundation.gates import gate
from foundation.models.act_page import ActPage

MENDS = {"wagtaildocs.document": "wagtaildocs:edit", "wagtailimages.image": "wagtailimages:edit"}


@gate("review", "sign", label="附件和图片都检查过，里面没有身份证号、银行卡号等不能公开的内容")
def every_file_was_looked_over_and_may_be_public(page: ActPage) -> Iterator[Bar]:
    for file, findings in _files(page):
        if findings is None:
            yield Bar(
                f"{_called(file)}：没有检查过，不能随内容公开。请替换为同一文件重新上传，或请管理员运行检查。",
                _mend(file),
            )
            continue
        for one in findings:
            if one.weight is Weight.BARS:
                yield Bar(f"{_called(file)}：{one.says}", _mend(file))


def to_be_confirmed(page: Any) -> list[str]:
    """What was found in the files of this page, and of a draft it carries, that a person has to answer for."""
    pages = [page]
    if isinstance(page, ActPage) and (carried := page.carried_revision()) is not None:
        pages.append(carried.as_object())
    says = [
        f"{_called(file)}：{one.says}"
        for each in pages
        for file, findings in _files(each)
        for one in findings or ()
        if one.weight is Weight.CONFIRMS
    ]
    return list(dict.fromkeys(says))


def _files(page: Any) -> Iterator[tuple[CarriedFile, list[FileFinding] | None]]:
    if not looks_are_taken():
        return
    files = files_of(page)
    found = found_in({file.digest for file in files}) if files else {}
    for file in files:
        yield file, found.get(file.digest)


def _called(file: CarriedFile) -> str:
    return f"附件“{file.title}”" if file.kind == "wagtaildocs.document" else f"图片“{file.title}”"


def _mend(file: CarriedFile) -> str:
    return reverse(MENDS[file.kind], args=[file.pk]) if file.kind in MENDS else ""
