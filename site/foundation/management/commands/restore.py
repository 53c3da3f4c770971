"""Puts a backup back, after checking all of it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.backup.errors import Refused
from foundation.backup.restoring import restore


class Command(BaseCommand):
    help = "从备份恢复数据库和上传文件。请先停止网站和后台进程。"
    # The database may be what is broken.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="备份档案")
        parser.add_argument("--keys", help="密钥档案")
        parser.add_argument("--yes", action="store_true", help="已有数据时也恢复，把它们换掉")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = Path(options["keys"]) if options["keys"] else None
        try:
            failed = restore(Path(options["file"]), keys, replace=options["yes"], say=self.stdout.write)
        except (Refused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        if failed:
            raise CommandError(f"数据已经恢复，但还要补做：{'、'.join(failed)}。原因见日志。")
        self.stdout.write("恢复完成。请启动网站和后台进程，再运行 python manage.py doctor。")
