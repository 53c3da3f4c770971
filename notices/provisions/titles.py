"""The title: as the notice names it, as it stands above the text, and where the two are found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notices.provisions.ending import DATE_ALONE, YEAR, is_signature
from notices.provisions.folding import loosely, squeeze
from notices.provisions.pieces import Piece

_KINDS = (
    "办法|规定|条例|细则|规则|规程|章程|措施|意见|方案|规划|计划|纲要|要点|指南|指引|指导|目录|清单|标准|规范|准则|守则|制度|政策|通知|通告|公告|公报|决定|决议"
    "|命令|令|法|法典|宪法|解释|批复|答复|复函|函|预案|机制|协议|公约|若干问题|工作总结|安排|说明|程序|须知|名录|议案|报告|通报|请示|提案|补充规定|修正案|讲话|议定书"
)
ENDS_TITLE = re.compile(rf"(?:{_KINDS})(?:\((?:[^()]|\([^()]*\)){{1,30}}\)|〔[^〕]{{1,20}}〕)*$")
DRAFT = re.compile(
    r"[(\[【]?(?:公开)?(?:征求(?:社会公众|社会|公众)?意见|意见征求|送审|讨论|审议|草拟|修订|初审|审定)(?:第?.{0,3})?稿[)\]】]?|[(\[【].{0,8}草案.{0,10}[)\]】]|草案$|\((?:公开)?征求意见\)"
)
_NOTICE = re.compile(
    r"(?:印发|发布|公布|颁布|颁发|下发|转发|批转|制定|修订|施行|实施|征求(?:对)?)(?:执行)?(?P<name>[《〈<«\"“]?.{4,90}?)(?:(?<=[》〉\"”])的?(?:修改)?意见(?:建议)?)?的?"
    r"(?:公开征求意见)?(?:的)?(?:通知|公告|通告|决定|函|令)(?:\(.*\))?$"
)
# What a document about something is itself: …的通知, …的若干规定.
_LETTER_ENDS = re.compile(
    r"(?:的|若干|指导|实施|补充|暂行|具体|管理|处理)"
    r"(?:通知|意见|决定|决议|批复|复函|函|通报|公告|通告|办法|规定|措施|报告|请示|命令|令|答复|方案|解释)(?:\([^()]{1,30}\))*$"
)
NUMBERED = re.compile(
    rf"[^,。;:]{{1,30}}[〔\[【({{〈] ?{YEAR}.{{0,3}}\d+ ?号\)?$|.*令? ?\(? ?第 ?[\d〇零一二三四五六七八九十百]+ ?号\)?$"
)
# A number with a registration or 签发人 behind it, or the registration alone: 浙财科教〔2021〕4号 ZJSP18-2021-0002.
_NUMBERED_LINE = re.compile(
    rf"[^,。;:]{{1,30}}[〔\[【({{] ?{YEAR} ?[〕\])】}}].{{0,4}}\d+ ?号|[A-Z]{{2,8}}\d{{0,4}}-\d{{2,4}}-\d{{2,6}}$"
)
_LETTERHEAD = re.compile(r".{2,40}文 ?件$|.{2,30}令$")
_NOTE = re.compile(rf"\( ?(?:根据)?{YEAR} ?年")
# 暂时调整实施《…条例》有关规定的决定 issues nothing.
_SPOKEN_OF = re.compile(r"^[《〈].*[》〉](?:有关|的|若干|部分|第|中)")
_WEB = re.compile(r"»|>>|您的位置|当前位置|返回(?:顶部|首页)|点击.{0,4}下载|(?:作者|来源|时间|浏览|字号) ?:")
_LOOKED_AT = 80


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that make one title, as they came put together."""

    begin: int
    end: int
    raw: str
    text: str
    lines: tuple[int, ...]


def notice_title(pieces: Sequence[Piece]) -> Block | None:
    """…关于印发《…》的通知 at the head of a letter, broken over lines or not; else the first title with 关于."""
    blocks = list(_titles_about(pieces))
    return next((block for block in blocks if _NOTICE.search(squeeze(block.text))), blocks[0] if blocks else None)


def _titles_about(pieces: Sequence[Piece]) -> Iterator[Block]:
    for place, piece in enumerate(pieces[:_LOOKED_AT]):
        if "关于" not in piece.text and not piece.text.startswith(("印发", "转发")):
            continue
        if piece.mark is not None or piece.is_ended:
            continue
        for length in range(1, 5):
            block = block_of(pieces, place, place + length)
            text = squeeze(block.text)
            if (
                ENDS_TITLE.search(text)
                and _closes_title(pieces, place + length)
                and not _goes_on_as_letter(pieces, text, place + length)
            ):
                yield block
                break
            if place + length >= len(pieces) or pieces[place + length - 1].is_ended:
                break


def _closes_title(pieces: Sequence[Piece], after: int) -> bool:
    """…办法 on a broken line is not the end where the next line says (试行)》的通知."""
    return (
        after >= len(pieces)
        or _NOTE.match(pieces[after].text) is not None
        or NUMBERED.match(pieces[after].text.lstrip("( ")) is not None
        or not re.match(r"[(》〉\"”)]|的通知", pieces[after].text)
    )


def block_of(pieces: Sequence[Piece], begin: int, end: int) -> Block:
    chosen = pieces[begin:end]
    raw, text = "".join(p.raw for p in chosen), "".join(p.text for p in chosen)
    return Block(begin, min(end, len(pieces)), raw, text, tuple(piece.line for piece in chosen))


def named_in_notice(pieces: Sequence[Piece]) -> str | None:
    """The name between 印发 and 的通知, as it came, with its brackets."""
    notice = notice_title(pieces)
    if notice is None:
        return None
    found = _NOTICE.search(squeeze(notice.text))
    return found["name"] if found and not _SPOKEN_OF.search(found["name"]) else None


def bare_name(name: str) -> tuple[str, bool]:
    """The name without the quotes around it, and whether those were damaged."""
    opener = name[0] if name[0] in '《〈<«"“' else ""
    if not opener:
        return name, False
    inner = name[1:]
    wanted = {"《": "》", "〈": "〉", "<": ">", "«": "»", '"': '"', "“": "”"}[opener]
    if inner.endswith(wanted):
        return inner[:-1], False
    surplus = inner.count(")") - inner.count("(")
    if inner.endswith(("》", "〉", ">", "»", '"', "”")) or (inner.endswith(")") and surplus > 0):
        inner = inner[:-1]
    return inner, True


def title_place(pieces: Sequence[Piece], name: str) -> int | None:
    """The place after the lines that are this title alone; nothing if it does not stand above the text."""
    block = title_above(pieces, name)
    return block.end if block else None


def title_above(pieces: Sequence[Piece], name: str) -> Block | None:
    wanted = loosely(bare_name(name)[0])
    if len(wanted) < 4:
        return None
    short = re.sub(r"\([^()]*\)$", "", wanted)
    best: Block | None = None
    for place in range(min(len(pieces), 2 * _LOOKED_AT)):
        start = loosely(pieces[place].text)
        if not start or not wanted.startswith(start[:4]):
            continue
        for length in range(4, 0, -1):
            block = block_of(pieces, place, place + length)
            if loosely(block.text) in (wanted, short) and len(block.lines) == length:
                return block
    return best


def title_block(pieces: Sequence[Piece], begin: int, end: int) -> Block | None:
    """The last run of lines before the text that reads as a title; else the first line that does."""
    runs: list[Block] = []
    place = begin
    while place < end:
        if not is_title_like(pieces[place]):
            place += 1
            continue
        stop = place + 1
        while stop < end and stop - place < 5 and is_title_like(pieces[stop]) and not _is_whole(pieces, place, stop):
            stop += 1
        while stop - place > 1 and _is_issuer_alone(pieces[place], pieces[place + 1]):
            place += 1
        block = block_of(pieces, place, stop)
        if ENDS_TITLE.search(squeeze(block.text)) and not _is_sentence(block.text):
            runs.append(block)
        place = stop
    best = runs[-1] if runs else None
    for block in runs if best else ():
        plain, shorter = _without_commas(block.text), _without_commas(best.text) if best else ""
        if plain.endswith(shorter) and len(squeeze(block.text)) > len(squeeze(best.text if best else "")):
            best = block  # the same title again below, cut short or without the commas between its issuers
    return best


def _is_sentence(text: str) -> bool:
    return len(text) > 120 or text.count(",") > 1 or text.startswith(("为", "根据", "依据"))


def _is_issuer_alone(piece: Piece, after: Piece) -> bool:
    """An issuer named on a line above the title is no part of it, unless the title goes on: 关于….."""
    return is_signature(piece) and not after.text.startswith(("关于", "印发", "转发", "批转", "的"))


def _without_commas(text: str) -> str:
    return squeeze(text).replace("、", "")


def _is_whole(pieces: Sequence[Piece], begin: int, stop: int) -> bool:
    """Whether the lines so far are a title, and the next is not a bracket that belongs to it."""
    text = squeeze("".join(piece.text for piece in pieces[begin:stop]))
    following = pieces[stop].text
    if _goes_on_as_letter(pieces, text, stop):
        return False
    if DRAFT.fullmatch(squeeze(following)) or DRAFT.search(squeeze(following)):
        return True
    return (
        bool(ENDS_TITLE.search(text))
        and not re.match(r"[(](?:试行|暂行|修订|修正|.{2,8}版|.{2,6}年修)", following)
        and not re.match("[》〉]|的", following)
    )


def _goes_on_as_letter(pieces: Sequence[Piece], text: str, stop: int) -> bool:
    """关于全面推行执法公示制度 on one line, 执法全过程记录制度的指导意见 below: what is spoken of, not the title's end."""
    if "关于" not in text or _LETTER_ENDS.search(text):
        return False
    for piece in pieces[stop : stop + 3]:
        if not is_title_like(piece) or "关于" in piece.text or is_signature(piece):
            return False
        text += squeeze(piece.text)
        if _LETTER_ENDS.search(text):
            return True
    return False


def is_title_like(piece: Piece) -> bool:
    text = piece.text
    if _WEB.search(text):
        return False
    if piece.mark is not None or len(text) > 100 or text[-1] in "。;:,、!?":
        return (
            piece.mark is None and len(text) <= 100 and text[-1] == "、" and "关于" in text
        )  # broken after 国有公司、
    if _NUMBERED_LINE.match(text) and not ENDS_TITLE.search(squeeze(text)):
        return False
    if DATE_ALONE.match(text) or NUMBERED.match(text) or (_LETTERHEAD.match(text) and "关于" not in text):
        return False
    if re.match(r"\(", text):
        return bool(re.fullmatch(r"\((?:试行|暂行|.{0,10}(?:修订|修正|版|本))\)", text.replace(" ", "")))
    return not re.match(
        rf"{YEAR} ?年.*(?:通过|公布|发布|施行|修订|修正|批准|公告)|(?:目 *录|附 *件|签发人|索 *引 *号|发文|来源|发布)",
        text,
    )
