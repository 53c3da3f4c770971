"""Say what a regulation's file is read as: outline, provisions, metadata, citations, warnings."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.clock import today
from notices.provisions import Reading, read
from notices.provisions.as_json import as_json
from notices.provisions.sources import CannotRead, Source, read_file


class Command(BaseCommand):
    help = "读一份规范性文件（txt、html、md、docx、有文字层的 pdf），给出条款、元数据、引用和疑点。不改动任何内容。"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH", help="文件路径")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--on", metavar="DATE", help="按哪一天判断效力，例如 2026-11-21；默认今天")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        on = _day(options["on"])
        reading = read(_source(path).text, on=on)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(text_of(reading)))


def _day(said: str | None) -> date:
    if not said:
        return today()
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise CommandError(f"“{said}”不是日期，请写成 2026-11-21 这样。") from error


def _source(path: Path) -> Source:
    try:
        return read_file(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise CommandError(f"没有找到文件{path}。请检查路径和文件名。") from error
    except IsADirectoryError as error:
        raise CommandError(f"{path}是文件夹。请写里面一个文件的路径。") from error
    except OSError as error:
        raise CommandError(f"打不开文件{path}。请检查有没有读它的权限。") from error
    except CannotRead as reason:
        raise CommandError(str(reason)) from reason


def text_of(reading: Reading) -> Iterator[str]:
    yield reading.title or "（没有读出标题）"
    number, issuers = reading.document_number or "无文号", "、".join(reading.issuers) or "未署发文机关"
    yield f"{number}，{issuers}，{reading.issued_on or '无成文日期'}，{reading.status.label}"
    counts = f"{len(reading.articles)}条" if reading.articles else f"{len(reading.measures)}项措施"
    yield f"读出{counts}，引用{len(reading.citations)}件文件，疑点{len(reading.warnings)}处。"
    for one in reading.warnings:
        yield f"第{one.line}行 {one.code}：{one.message}"
