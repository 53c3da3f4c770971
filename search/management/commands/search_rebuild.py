"""Make the index anew, while the old one answers."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.archive.engine import archive_engine
from search.archive.registry import whole_archive
from search.engine import current_engine
from search.engines.protocol import EngineAway, Rebuilding
from search.registry import everything


class Command(BaseCommand):
    help = "重建公开检索和内部档案的索引。期间搜索照常；中断后再次运行会接着做。"

    def handle(self, **options: Any) -> None:
        started = time.monotonic()

        def progress(done: int) -> None:
            if options["verbosity"]:
                self.stdout.write(f"已写入 {done} 份……")
                self.stdout.flush()

        try:
            total = current_engine().rebuild(everything, progress)
            self.stdout.write(f"索引已重建：{total} 份文件，用时 {time.monotonic() - started:.1f} 秒。")
            started = time.monotonic()
            total = archive_engine().rebuild(whole_archive, progress)
        except (EngineAway, Rebuilding) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"档案索引已重建：{total} 份文件，用时 {time.monotonic() - started:.1f} 秒。")
