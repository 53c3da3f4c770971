"""How a file is named beside its link."""

from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

register = template.Library()
KINDS = {
    "docx": "Word 文档", "doc": "Word 文档", "pdf": "PDF", "ofd": "OFD", "txt": "文本", "html": "网页", "htm": "网页",
    "md": "文本", "xlsx": "Excel 表格", "xls": "Excel 表格",
}  # fmt: skip


@register.filter
def kind_and_size(document: Any) -> str:
    """PDF，1.2 MB: what a reader wants to know before opening it."""
    ending = str(document.file_extension).lower()
    size = filesizeformat(document.file_size).replace("\xa0", " ") if document.file_size else ""
    return "，".join(one for one in (KINDS.get(ending, ending.upper()), size) if one)
