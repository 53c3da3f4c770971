"""Who issued the document, as it prints them: signature, letterhead, order, notice, or who explains it."""

import re
from collections.abc import Iterator, Sequence

from notices.provisions.ending import DATE_ALONE, ORGAN, is_signature
from notices.provisions.folding import squeeze
from notices.provisions.metadata.field import Regions
from notices.provisions.pieces import Piece
from notices.provisions.titles import ENDS_TITLE, notice_title

_LETTERHEAD = re.compile(r"(?P<names>[\u4e00-\u9fff ]{2,60}?)(?:\(.{2,6}\))? ?文 ?件$")
_ORDER = re.compile(r"(?P<names>[\u4e00-\u9fff、 ]{2,60}?) ?(?:令|公告)(?: ?\(? ?(?:20\d{2}年)?第.{1,6}号\)?)?$")
_ABOUT = re.compile(
    r"(?P<names>[\u4e00-\u9fff ]{2,70}?(?:局|厅|部|委|委员会|办公室|政府|院|署|会|中心|大学|学院|公司|行)) ?(?:关于|印发)"
)
_ENACTED = re.compile(
    r"日? ?(?P<name>(?:第[一二三四五六七八九十]+届)?[\u4e00-\u9fff]{2,30}?"
    r"(?:人民代表大会常务委员会|人民代表大会|人大常委会|国务院|人民政府|最高人民法院|最高人民检察院|总署|[部局委署院]))"
    r"[^,。;]{0,40}?(?:通过|公布|发布|批准|颁布|令)"
)
_EXPLAINED = re.compile(
    r"(?:由|属于?|归)(?P<names>[\u4e00-\u9fff、]{2,60}?)(?:共同|负责|会同)*(?:负责)?(?:解释|修订)"
    r"|解释权[属归]于?(?P<owner>[\u4e00-\u9fff、]{2,40})"
)
_NATION = re.compile(r"^(?:中华人民共和国(?=国务院|主席)|第[一二三四五六七八九十]+届)")
_SESSION = re.compile(r"(?<=人民代表大会)(?:常务委员会)?第.*$")


def read_issuers(regions: Regions) -> tuple[str, ...]:
    for source in (_headed, _signed, _letterhead, _ordered, _noticed, _enacted, _named_above, _explained):
        found = tuple(dict.fromkeys(name for name in source(regions) if name))
        if found:
            return found
    return ()


def separate(text: str) -> list[str]:
    """云南省科技厅 云南省财政厅 are two; 财 政 部 is one."""
    parts = [part for part in re.split(r"[ 、,;]+", text.strip()) if part]
    if all(len(part) == 1 for part in parts):
        return ["".join(parts)]
    names: list[str] = []
    for part in parts:
        if names and not ORGAN.search(names[-1]):
            names[-1] += part
        else:
            names.append(part)
    return names


def _headed(regions: Regions) -> Iterator[str]:
    for entry in regions.header.of("issuers"):
        yield from separate(entry.value)
        return


def _signed(regions: Regions) -> Iterator[str]:
    """The lines above a day that stands alone, in the letter or at the end."""
    for pieces in (regions.head, regions.tail):
        for place, piece in enumerate(pieces):
            if DATE_ALONE.match(piece.text) and "印发" not in piece.text:
                found = list(_above(pieces, place))
                if found:
                    yield from found
                    return


def _above(pieces: Sequence[Piece], place: int) -> list[str]:
    names: list[str] = []
    for piece in reversed(pieces[max(0, place - 12) : place]):
        text = re.sub(r"\((?:盖章|公章|印章|章|代章)\)", "", piece.text).strip()
        if not is_signature(piece) and not (text != piece.text and ORGAN.search(squeeze(text))):
            break
        names = separate(text) + names
    return names


def _letterhead(regions: Regions) -> Iterator[str]:
    for place, piece in enumerate(regions.head[:14]):
        found = _LETTERHEAD.match(piece.text)
        if not found or "关于" in piece.text:
            continue
        above = []
        for before in reversed(regions.head[:place]):
            if not is_signature(before):
                break
            above.append(squeeze(before.text))
        yield from reversed(above)
        yield from separate(found["names"])
        for below in regions.head[place + 1 : place + 8]:
            if not is_signature(below):
                return
            yield from separate(below.text)
        return


def _ordered(regions: Regions) -> Iterator[str]:
    for piece in regions.head[:20]:
        found = _ORDER.match(piece.text)
        if found and ORGAN.search(squeeze(found["names"])) and "关于" not in piece.text:
            for name in separate(found["names"]):
                yield _NATION.sub("", name)
            return


def _noticed(regions: Regions) -> Iterator[str]:
    notice = notice_title(regions.head)
    text = " ".join(piece.text for piece in regions.head[notice.begin : notice.end]) if notice else ""
    before = regions.head[notice.begin - 1] if notice and notice.begin else None
    found = _ABOUT.match(text)
    if found:
        yield from separate(found["names"])
    elif before is not None and text.startswith(("关于", "印发")) and is_signature(before):
        yield from separate(before.text)
    else:
        for piece in regions.head[:12]:
            found = _ABOUT.match(piece.text)
            if found and not piece.is_ended:
                yield from separate(found["names"])
                return


def _enacted(regions: Regions) -> Iterator[str]:
    for text in regions.notes:
        if not re.search(r"\d ?年", text):
            continue
        found = _ENACTED.search(squeeze(text).partition("根据")[0])
        if found:
            name = _SESSION.sub(lambda m: m[0].partition("第")[0], found["name"])
            yield re.sub(r"第[一二三四五六七八九十]+届", "", _NATION.sub("", name)).removesuffix("令")
            return


def _named_above(regions: Regions) -> Iterator[str]:
    """An issuer on a line of its own in the head, as collections of laws print it."""
    for piece in regions.head[:15]:
        if is_signature(piece) and not ENDS_TITLE.search(squeeze(piece.text)):
            yield squeeze(piece.text)
            return


def _explained(regions: Regions) -> Iterator[str]:
    for piece in reversed(regions.body[-6:]):
        found = _EXPLAINED.search(squeeze(piece.text))
        if found:
            yield from (
                name
                for name in separate(re.sub("会同|商", "、", found["names"] or found["owner"]))
                if ORGAN.search(name) and len(name) > 3
            )
            return
