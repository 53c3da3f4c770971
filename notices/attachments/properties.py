"""Who made a file, as its properties tell whoever downloads it."""

from collections.abc import Mapping

from notices.attachments.findings import Finding
from notices.provisions.sources.archive import Archive
from notices.provisions.sources.safe_xml import parse

_PARTS = {
    "docProps/core.xml": {"creator": "作者", "lastModifiedBy": "最后修改人"},
    "docProps/app.xml": {"Company": "单位", "Manager": "主管"},
}
# What programs write where nobody is named.
_NOBODY = frozenset(
    ("", "administrator", "admin", "user", "微软用户", "microsoft office user", "python-docx", "openpyxl", "wps")
)


def office_properties(archive: Archive) -> list[Finding]:
    """Of docx and xlsx."""
    said: dict[str, str] = {}
    for part, words in _PARTS.items():
        if part in archive.names:
            said |= {
                words[one.tag]: one.text.strip() for one in parse(archive.read(part)) if one.tag in words and one.text
            }
    custom = "docProps/custom.xml"
    if custom in archive.names and any(one.get("name") for one in parse(archive.read(custom))):
        names = "、".join(one.get("name", "") for one in parse(archive.read(custom)))[:60]
        said["自定义属性"] = names
    return properties_finding(said)


def properties_finding(said: Mapping[str, str]) -> list[Finding]:
    named = {word: value for word, value in said.items() if value.strip().lower() not in _NOBODY}
    if not named:
        return []
    shown = "、".join(f"{word}“{value[:40]}”" for word, value in named.items())
    return [Finding("properties", f"文件属性里有{shown}，下载的人都看得到。请在“文件—信息—检查文档”中删除后重新上传。")]
