"""How an attachment is spoken of to the public: PDF，1.2 MB. And the links to attachments within a text."""

from typing import Any

from django.utils.html import format_html
from wagtail.documents.rich_text import DocumentLinkHandler

KINDS = {
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "txt": "文本",
    "csv": "CSV 表格",
    "pdf": "PDF",
    "jpg": "图片",
    "jpeg": "图片",
    "png": "图片",
}


def about(document: Any) -> str:
    """Kind and size. The size is the stored one: no file is opened for a list."""
    ending = document.file_extension.lower()
    kind = KINDS.get(ending, ending.upper() or "文件")
    size = document.file_size
    return f"{kind}，{size_in_words(size)}" if size is not None else kind


def size_in_words(size: int) -> str:
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


class AttachmentLink(DocumentLinkHandler):
    """A link to a document in rich text says what it leads to."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return [
            format_html('<a class="attachment-link" href="{}" data-about="{}">', one.url, about(one)) if one else "<a>"
            for one in cls.get_many(attrs_list)
        ]
