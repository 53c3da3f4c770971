"""A Word document: all of its text, shown or not, and what its makers left in it."""

from notices.attachments.findings import Finding, Passage
from notices.provisions.sources.archive import Archive
from notices.provisions.sources.docx.elements import is_on
from notices.provisions.sources.safe_xml import parse

_PARTS = (
    ("document", "正文"), ("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"),
    ("comments", "批注"), ("glossary", "构建基块"),
)  # fmt: skip
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))


def read_document(archive: Archive) -> tuple[list[Finding], list[Passage]]:
    """What a reader does not see at first, and all text paragraph by paragraph, deleted and hidden text too."""
    passages: list[Passage] = []
    found: dict[str, Finding] = {}
    for name in sorted(archive.names):
        word = next((word for part, word in _PARTS if name.startswith(f"word/{part}")), "")
        if not word or not name.endswith(".xml"):
            continue
        root = parse(archive.read(name))
        for number, paragraph in enumerate(root.iter("p"), 1):
            parts = [part.text or "" for part in paragraph.iter() if part.tag in ("t", "delText")]
            passages.append(Passage(f"{word}第{number}段", "".join(parts)))
        if any(part.tag in _CHANGES for part in root.iter()):
            found["tracked-changes"] = Finding(
                "tracked-changes", "文件里有修订痕迹，删掉的字下载后看得到。请接受或拒绝全部修订后重新上传。"
            )
        if any(is_on(run, "rPr/vanish") for run in root.iter("r")):
            found["hidden-text"] = Finding(
                "hidden-text", "文件里有隐藏文字，下载后看得到。请取消隐藏或删除后重新上传。"
            )
        if word == "批注" and any(True for _ in root.iter("comment")):
            found["comments"] = Finding("comments", "文件里有批注，下载后看得到。请删除全部批注后重新上传。")
    return list(found.values()), passages
