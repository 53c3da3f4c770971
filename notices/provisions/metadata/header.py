"""The table a web page has above a document: 索引号, 发文机关, 成文日期, 标题, 文号, 有效性; several to a line or one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from notices.provisions.ending import ORGAN
from notices.provisions.folding import fold, squeeze
from notices.provisions.marks import Level
from notices.provisions.metadata.dates import DASHED, DATE, date_of
from notices.provisions.pieces import Piece
from notices.provisions.titles import ENDS_TITLE

_KEYS = {
    "title": "标题 名称 文件名称 法规名称 信息名称 文件标题 政策名称 公文名称 信息标题",
    "number": "发文字号 文号 发文文号 文件编号 文件号 字号 发布文号 公文文号 文件文号 发文号",
    "issuers": "发文机关 发文单位 发布机构 发布机关 发文机构 制定机关 颁布单位 发布单位 发布部门 颁布机构 制定单位 制发机关 制发单位"
    " 发文部门 颁布部门",
    "written": "成文日期 发文日期 印发日期 制定日期 签发日期 成文时间 发文时间 印发时间 生成日期 颁布日期 公布日期",
    "published": "发布日期 发布时间 公开日期 公开时间 公布时间 日期 时间",
    "effective": "施行日期 实施日期 生效日期 生效时间 实施时间 施行时间",
    "expires": "失效日期 失效时间 废止日期 有效期至 有效期截止日期",
    "status": "时效性 时效 有效性 效力状态 文件状态 有效状态 效力 状态 是否有效",
    "other": "索引号 主题分类 主题词 关键词 关键字 公开方式 公开类别 公开形式 公开范围 公开时限 公开属性 组配分类 体裁分类 体裁 分类"
    " 服务对象 内容概述 内容概况 统一登记号 规范性文件编号 规范性文件统一编号 规范性文件登记号 来源 信息来源 稿件来源 文章来源 作者"
    " 浏览次数 浏览量 点击数 点击量 访问量 阅读次数 阅读量 浏览 字体 语种 载体类型 记录形式 责任部门 公文种类 文种 文件类型 所属机构"
    " 信息分类 信息类别 主题 效力级别 效力等级 事项分类 公文类型 公开目录 所属主题 分享到 责任编辑 编辑",
}  # fmt: skip
_KINDS = {key: kind for kind, keys in _KEYS.items() for key in keys.split()}
_ANY = "|".join(" *".join(key) for key in sorted(_KINDS, key=len, reverse=True))
_KEY = re.compile(rf"(?:^|(?<=[ 【\[|]))[【\[]?(?P<key>{_ANY}) *[】\]]? *: *")
_LOOKED_AT = 60
_LONGEST_BELOW = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the table says; `raw` as it came."""

    kind: str
    value: str
    raw: str
    line: int

    @property
    def day(self) -> date | None:
        found = DATE.match(self.value) or DASHED.match(self.value)
        return date_of(found) if found else None


@dataclass(frozen=True, slots=True)
class Header:
    entries: tuple[Entry, ...] = ()
    lines: frozenset[int] = frozenset()

    def of(self, kind: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind == kind)


NONE = Header()
_FITS: dict[str, Callable[[str], bool]] = {
    "title": lambda text: ENDS_TITLE.search(squeeze(text)) is not None,
    "number": lambda text: text.endswith("号") and len(text) < 30,
    "issuers": lambda text: ORGAN.search(squeeze(text)) is not None and "关于" not in text,
    **dict.fromkeys(
        ("written", "published", "effective", "expires"), lambda text: bool(DATE.match(text) or DASHED.match(text))
    ),
}


def header_of(pieces: Sequence[Piece]) -> Header:
    """What the table says, and the lines it takes. Nothing after the first number of the text is looked at."""
    entries: list[Entry] = []
    lines: set[int] = set()
    place = 0
    while place < min(len(pieces), _LOOKED_AT) and not _begins_text(pieces[place]):
        piece = pieces[place]
        place += 1
        found = list(_in(piece))
        if not found:
            continue
        lines.add(piece.line)
        last = found[-1]
        if not last.value and place < len(pieces) and _is_below(last, pieces[place]):
            below = pieces[place]
            found[-1] = Entry(last.kind, below.text, below.raw, below.line)
            lines.add(below.line)
            place += 1
        entries += found
    return Header(tuple(entry for entry in entries if entry.value), frozenset(lines))


def _begins_text(piece: Piece) -> bool:
    mark = piece.mark
    return mark is not None and not mark.is_spoken_of and (mark.level <= Level.CHINESE)


def _in(piece: Piece) -> Iterator[Entry]:
    if "\t" in piece.raw and _kind_of_cell(piece.raw.partition("\t")[0]):
        yield from _in_cells(piece)
        return
    cuts = list(_KEY.finditer(piece.text))
    if not cuts or cuts[0].start() > 0:
        return
    ends = [cut.start() for cut in cuts[1:]] + [len(piece.text)]
    for cut, end in zip(cuts, ends, strict=True):
        value = piece.text[cut.end() : end].strip(" 【[|")
        begin = cut.end() + piece.text[cut.end() : end].find(value)
        yield Entry(_KINDS[squeeze(cut["key"])], value, piece.raw[begin : begin + len(value)], piece.line)


def _in_cells(piece: Piece) -> Iterator[Entry]:
    """A row of a table: each key in a cell of its own, with its colon or without."""
    kind, values = "other", [""]
    for cell in piece.raw.split("\t"):
        key = _kind_of_cell(cell)
        if key:
            yield _entry(kind, values, piece.line)
            kind, values = key, []
        else:
            values.append(cell.strip())
    yield _entry(kind, values, piece.line)


def _kind_of_cell(cell: str) -> str | None:
    return _KINDS.get(squeeze(cell).strip(":【】[]"))


def _entry(kind: str, values: Sequence[str], line: int) -> Entry:
    raw = " ".join(value for value in values if value)
    return Entry(kind, fold(raw), raw, line)


def _is_below(entry: Entry, piece: Piece) -> bool:
    """The value in the next cell, on a line of its own; only where it is what the key asks for."""
    fits = _FITS.get(entry.kind)
    return (
        fits is not None and len(piece.text) <= _LONGEST_BELOW and next(_in(piece), None) is None and fits(piece.text)
    )
