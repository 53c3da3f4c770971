"""What an official document should have and this one lacks: number, date, signature, imprint."""

import re
from collections.abc import Iterator

from notices.provisions.ending import COPIES, DATE_ALONE, IMPRINT, is_signature
from notices.provisions.folding import squeeze
from notices.provisions.metadata.validity import Status
from notices.provisions.titles import DRAFT
from notices.provisions.warnings.about import About
from notices.provisions.warnings.found import Warning, spoken

_LETTERHEAD = re.compile(r".{2,40} ?文 ?件$")
_DAYS_AFTER = re.compile(r"\d+|[一二三四五六七八九十]+(?=个?工?作?日|天)")


def number(about: About) -> Iterator[Warning]:
    if about.fields["document_number"].value is not None:
        return
    if about.status is Status.DRAFT:
        lines = [piece.line for piece in about.regions.head if DRAFT.search(squeeze(piece.text))][:1]
        where = lines or list(about.fields["title"].lines[:1])
        if where:
            yield about.one("draft-no-number", where, "这是征求意见稿，没有发文字号和成文日期；通过以后补上。")
    elif about.is_letter and about.notice is not None:
        yield about.one("missing-number", about.notice.lines, "没有找到发文字号，请对照原件补上。")


def letterhead(about: About) -> Iterator[Warning]:
    head = about.regions.head[:14]
    for place, piece in enumerate(head):
        if not _LETTERHEAD.match(piece.text) or "关于" in piece.text:
            continue
        below = []
        for after in head[place + 1 :]:
            if not is_signature(after):
                break
            below.append(after.line)
        if below:
            lines = [piece.line, *below]
            yield about.one(
                "joint-letterhead",
                lines,
                f"{spoken(lines)}是联合发文的版头，“文件”二字不在最后一行；已按{len(lines)}个机关读。",
            )
        return


def signature(about: About) -> Iterator[Warning]:
    """A letter with a date and nobody's name above it."""
    if not about.is_letter:
        return
    for pieces in (about.regions.head, about.regions.tail):
        for place, piece in enumerate(pieces):
            if DATE_ALONE.match(piece.text) and "印发" not in piece.text:
                before = [one for one in pieces[max(0, place - 3) : place] if one.line not in about.title_lines]
                if not any(is_signature(one) for one in before):
                    yield about.one(
                        "missing-signature", [piece.line], "成文日期上面没有发文机关署名，可能被印章盖住了，请核对。"
                    )
                return


def imprint(about: About) -> Iterator[Warning]:
    tail = list(about.regions.tail)
    copies = [piece.line for piece in tail if COPIES.match(piece.text)]
    printed = any(IMPRINT.search(piece.text) for piece in tail)
    if copies and not printed:
        yield about.one("missing-imprint", copies, "有抄送而没有印发机关和印发日期。")
        return
    offices = [
        piece.line for piece in tail if is_signature(piece) and squeeze(piece.text).endswith(("办公室", "办公厅"))
    ]
    if offices and not printed and about.issued_on is None:
        yield about.one("missing-imprint", offices, "印发机关后面没有日期，文中也没有署名和成文日期。")
    elif about.is_letter and about.notice is not None and about.issued_on is None and about.status is not Status.DRAFT:
        yield about.one("missing-date", about.notice.lines, "没有找到成文日期，请对照原件补上。")


def two_readings(about: About) -> Iterator[Warning]:
    """自颁布之日起30日后 may be counted in two ways; staff choose."""
    rule = about.validity.effective_rule
    if not rule or not _DAYS_AFTER.search(rule):
        return
    for paragraph in reversed(about.outline.paragraphs):
        if rule in squeeze(paragraph.whole):
            yield about.one(
                "effective-rule", paragraph.lines, f"“{rule}”施行，从哪天算起有两种算法，请选定施行日期并写明理由。"
            )
            return


def no_provisions(about: About) -> Iterator[Warning]:
    if about.outline.articles or about.outline.measures.tree:
        return
    first = next((line.number for line in about.lines if line.text), 1)
    yield about.one(
        "no-provisions", [first], "没有读出条款：既没有“第一条”，也没有“一、”。请确认文件完整，或者手工编号。"
    )
