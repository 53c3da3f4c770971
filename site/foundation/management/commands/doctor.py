"""Asks every health check, and says in sentences what is wrong and how to mend it."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from foundation.health import Level, findings
from foundation.startup import account_faults

WORDS = {Level.OK: "正常", Level.WARNING: "注意", Level.FAILURE: "故障"}


class Command(BaseCommand):
    help = "检查本站是否完好，逐项说明怎么办。有故障时退出码为 1。"
    # The checks themselves say what is wrong; nothing may keep them from being asked.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON，供监控程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = examine()
        self.stdout.write(as_json(rows) if options["json"] else as_sentences(rows))
        if any(row["level"] == Level.FAILURE for row in rows):
            raise SystemExit(1)


def examine() -> list[dict[str, str]]:
    rows = [
        {"code": check.code, "label": check.label, "level": found.level, "says": found.says, "mend": found.mend}
        for check, found in findings()
    ]
    if not settings.DEMO_ALLOWED:
        rows.append(demo_accounts())
    return rows


def demo_accounts() -> dict[str, str]:
    row = {"code": "demo_accounts", "label": "演示账号", "level": Level.OK, "says": "都已停用。", "mend": ""}
    try:
        faults = list(account_faults())
    except DatabaseError:
        return row | {
            "level": Level.FAILURE,
            "says": "数据库不可用，没能检查。",
            "mend": "请先恢复数据库，再运行一次。",
        }
    # The sentence already says how to mend it.
    return row | {"level": Level.FAILURE, "says": "".join(faults)} if faults else row


def as_json(rows: list[dict[str, str]]) -> str:
    healthy = all(row["level"] != Level.FAILURE for row in rows)
    return json.dumps({"healthy": healthy, "checks": rows}, ensure_ascii=False, indent=2)


def as_sentences(rows: list[dict[str, str]]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{WORDS[Level(row['level'])]}　{row['label']}：{row['says']}")
        if row["mend"]:
            lines.append(f"　　　怎么办：{row['mend']}")
    count = {level: sum(row["level"] == level for row in rows) for level in Level}
    lines.append("")
    if count[Level.FAILURE]:
        lines.append(f"有 {count[Level.FAILURE]} 项故障，{count[Level.WARNING]} 项要注意。")
    elif count[Level.WARNING]:
        lines.append(f"没有故障，有 {count[Level.WARNING]} 项要注意。")
    else:
        lines.append("全部正常。")
    return "\n".join(lines)
