"""The text layer of a PDF, read by PDFium in a process of its own.

PDFium is C++ and not safe between threads. A file that makes it crash, hang or swell ends the child, not the site.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from notices.provisions.sources import characters
from notices.provisions.sources.source import CannotRead

AT_MOST_PAGES = 1_000
AT_MOST_SECONDS = 60
# What the interpreter itself may need to start.
_KEPT = ("LD_LIBRARY_PATH", "SYSTEMROOT")
_CHILD = Path(__file__).with_name("pdf_child.py")
# A page of a document has more characters than a stamp or a page number.
_FEWEST = 10
_LISTED = 5

_SAVE_AS = "请从 Word 或 WPS 的原稿重新导出 pdf，或直接上传 docx。"
LOCKED = "这个 pdf 加了密码，读不了。请去掉密码另存一份，再上传。"
SCANNED = "这个 pdf 是扫描件，里面只有图片，没有文字。请上传原稿的 docx，或先做文字识别并校对，再上传。"
BROKEN = f"这个 pdf 不完整或已损坏，打不开。{_SAVE_AS}"
TOO_LONG = f"这个 pdf 超过{AT_MOST_PAGES}页，读不了。请只上传正文。"
TOO_MUCH = f"这个 pdf 太复杂，在限定的时间和内存里读不完。{_SAVE_AS}"
GARBLED = f"这个 pdf 看得见字，但里面存的是乱码，读不出来。{_SAVE_AS}"
MISSING = "这台服务器上没有装读取 pdf 的组件。请上传 docx，或请管理员重新运行 make setup。"

_REASONS = {"locked": LOCKED, "broken": BROKEN, "long": TOO_LONG, "much": TOO_MUCH, "missing": MISSING}


@dataclass(frozen=True, slots=True)
class Pdf:
    pages: tuple[str, ...]
    properties: dict[str, str]
    scripts: int
    attachments: int


def read_pdf(data: bytes) -> tuple[str, list[str]]:
    """The text with a form feed between pages, at the beginning of a line, and what its reader should know."""
    pages = open_pdf(data).pages
    blank = [number for number, page in enumerate(pages, 1) if len("".join(page.split())) < _FEWEST]
    if len(blank) == len(pages) and sum(len(page.strip()) for page in pages) < _FEWEST * max(len(pages), 1):
        raise CannotRead(SCANNED)
    text = "\n\f".join(pages)
    if _is_garbled(text):
        raise CannotRead(GARBLED)
    notes = [f"按 pdf 的文字层读取，共{len(pages)}页；换行是版面上的换行。"]
    if blank:
        shown = "、".join(map(str, blank[:_LISTED])) + ("页等" + str(len(blank)) if len(blank) > _LISTED else "")
        notes.append(f"第{shown}页几乎没有文字，可能是图片或扫描页，请核对。")
    return text, notes


def open_pdf(data: bytes) -> Pdf:
    """What PDFium finds in the file, or the reason why it finds nothing."""
    try:
        said = json.loads(_ask(data))
    except (subprocess.TimeoutExpired, ValueError) as fault:
        raise CannotRead(TOO_MUCH) from fault
    if "reason" in said:
        raise CannotRead(_REASONS[said["reason"]])
    return Pdf(tuple(said["pages"]), said["properties"], said["scripts"], said["attachments"])


def _ask(data: bytes) -> bytes:
    """What the child says; nothing when it has died."""
    # -I and an empty environment: nothing gets in between, and no secret goes to where strangers' files are read.
    return subprocess.run(  # noqa: S603 - our own interpreter and our own script
        [sys.executable, "-I", str(_CHILD), str(AT_MOST_PAGES), str(AT_MOST_SECONDS)],
        input=data,
        capture_output=True,
        timeout=AT_MOST_SECONDS,
        check=False,
        env={key: os.environ[key] for key in _KEPT if key in os.environ},
    ).stdout


def _is_garbled(text: str) -> bool:
    """Whether the fonts do not say which characters their shapes are."""
    shown = [character for character in text if not character.isspace()]
    odd = sum("\ue000" <= one <= "\uf8ff" or one < " " or one == "\N{REPLACEMENT CHARACTER}" for one in shown)
    return odd * 5 > len(shown) or characters.is_garbled(text)
