"""Checks the whole ledger and names the first wrong row or anchor."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.ledger import verify
from foundation.ledger.daily import anchors_file
from foundation.models import LedgerEntry


class Command(BaseCommand):
    help = "核对存证账：逐号核对摘要，并与已载明的锚点比对。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anchors", help='另存的锚点文件，每行一个 JSON：{"seq": 12, "digest": "…"}')

    def handle(self, *args: Any, **options: Any) -> None:
        own = anchors_file()
        printed = _read(options["anchors"]) if options["anchors"] else []
        if own.exists():  # beside the database, and so no proof against whoever holds the server; but it costs nothing
            printed += _read(str(own))
        fault = verify(printed)
        if fault:
            raise CommandError(fault.says)
        self.stdout.write(f"存证账完好，共 {LedgerEntry.objects.count()} 号。")


def _read(name: str) -> list[tuple[int, str]]:
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        return [(int(row["seq"]), str(row["digest"])) for row in map(json.loads, filter(str.strip, lines))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"读不懂锚点文件 {name}：{error}。") from error
