"""The page tags of 《政府网站发展指引》 (国办发〔2017〕47号, annex): names are case-sensitive for the machines that read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.clock import SHANGHAI

# The reference values of ColumnType. A column may also have one of its own.
COLUMN_TYPES = (
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报",
    "依申请公开", "数据发布", "数据开放", "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Name and content of each tag, in the order they are printed."""

    tags: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def moment(instant: datetime) -> str:
        return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def column_metadata(section: Any) -> list[tuple[str, str]]:
    """The four tags of a column, for the column itself and for every article in it."""
    if section is None:
        return []
    return [
        ("ColumnName", section.title),
        ("ColumnDescription", section.search_description or section.title),
        ("ColumnKeywords", section.keywords or section.title),
        ("ColumnType", section.column_type),
    ]
