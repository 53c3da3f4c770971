"""Where the text ends: signature, date, 抄送, 印发, annexes, and what seals and scanners leave behind."""

import re
from collections.abc import Sequence

from notices.provisions.folding import has_han
from notices.provisions.pieces import Piece
from notices.provisions.taking import ANNEX

YEAR = r"(?:(?:19|20)\d{2}|[一二][〇零○◯OO0一二三四五六七八九]{3})"
DATE_ALONE = re.compile(
    rf"\(?{YEAR} ?年 ?[\d一二三四五六七八九十元]{{1,3}} ?月 ?[\d一二三四五六七八九十]{{1,3}} ?日\)?(?: ?印发)?$"
)
_BEGINS_WITH_DAY = re.compile(
    rf"\(? ?(?:根据)?{YEAR} ?年 ?[\d一二三四五六七八九十]{{1,3}} ?月 ?[\d一二三四五六七八九十]{{1,3}} ?日"
)
IMPRINT = re.compile(r".{2,40}(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?日 ?印(?:发|制|刷)$|印发(?:单位|机关)?[:日].*$")
COPIES = re.compile(r"(?:抄 ?送|抄 ?报|主 ?送|分 ?送|主题词)(?: ?单位)? ?[: ]")
_WEB = re.compile(
    r"(?:联系人|联系电话|联系地址|责任编辑|扫一扫|打印本页|关闭窗口|分享到|版权所有|相关(?:解读|链接)|校对|编辑)(?:[: ].*)?$"
)
_PUBLIC = re.compile(r"\((?:此件|此页|本文|信息公开|公开|主动公开|依申请公开|联系人|不予公开).{0,60}\)$")
ORGAN = re.compile(
    r"(?:局|厅|部|委员会|委|办公室|办公厅|人民政府|政府|国务院|总署|署|院|中心|行|集团|管委会|领导小组|联合会|协会|学会|公司|大学|学院|常务委员会|常委会|代表大会)$"
)
_STOPS = re.compile(r"[,。;:!?、]")


def begins_with_day(text: str) -> bool:
    """When a law was passed, published, amended: how the notes under its title begin."""
    return _BEGINS_WITH_DAY.match(text) is not None


def is_signature(piece: Piece) -> bool:
    words = "".join(piece.text.split())
    if words.startswith(("返回", "首页")) or "关于" in words:
        return False
    return 2 <= len(words) <= 40 and not _STOPS.search(words) and bool(ORGAN.search(words)) and piece.mark is None


def is_noise(piece: Piece) -> bool:
    """What no person wrote: marks alone, replacement characters, a line that begins with a full stop."""
    text = piece.text
    if "\ufffd" in text and not has_han(text.replace("\ufffd", "")):
        return True
    return text[0] in "。,、;!?)》”" or not any(character.isalnum() for character in text)


def ends_text(piece: Piece, previous: Piece | None, following: Sequence[Piece]) -> bool:
    """Whether the text is over where this piece begins."""
    text = piece.text
    if COPIES.match(text) or _PUBLIC.match(text) or DATE_ALONE.match(text) or IMPRINT.match(text) or _WEB.match(text):
        return True
    if previous is not None and not previous.is_ended:
        return False
    if is_noise(piece):
        return True
    return is_signature(piece) and _is_signed(following)


def _is_signed(following: Sequence[Piece]) -> bool:
    """Nothing but more signatures down to a day; what a page has below the day is not looked at."""
    for count, after in enumerate(following):
        if DATE_ALONE.match(after.text):
            return True
        if count >= 3 and not is_signature(after):
            return True
        if not _is_after_text(after):
            return False
    return True


def _is_after_text(piece: Piece) -> bool:
    return is_signature(piece) or bool(
        DATE_ALONE.match(piece.text)
        or COPIES.match(piece.text)
        or IMPRINT.match(piece.text)
        or ANNEX.match(piece.text)
        or _PUBLIC.match(piece.text)
        or is_noise(piece)
    )
