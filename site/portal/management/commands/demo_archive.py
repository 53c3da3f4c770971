"""Adds a large archive of invented notices to the demonstration: to see and to measure the site at its real size."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo.archive import NoTree, load_archive

MOST_NOTICES = 1_000_000


class Command(BaseCommand):
    help = "在演示内容之外装入大量公告，用来试用和测量。再次运行只补上缺少的。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--notices", type=int, default=100_000, help="一共要有多少份，默认 100000")
        parser.add_argument("--seed", type=int, default=20, help="同一个数每次得到同样的内容，默认 20")
        parser.add_argument("--no-index", action="store_true", help="装完不重建检索索引")

    def handle(self, *, notices: int, seed: int, no_index: bool, verbosity: int, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("正式环境不能装入演示内容。")
        if not 0 <= notices <= MOST_NOTICES or seed < 0:
            raise CommandError(f"份数请写 0 到 {MOST_NOTICES}，--seed 请写不小于 0 的整数。")
        started = time.monotonic()

        def progress(made: int) -> None:
            if verbosity:
                self.stdout.write(f"已装入 {made} 份……")
                self.stdout.flush()

        try:
            made = load_archive(notices, seed, progress)
        except NoTree as reason:
            raise CommandError("还没有“科技计划”栏目，请先运行 python manage.py demo。") from reason
        self.stdout.write(f"新装入 {made} 份公告，用时 {time.monotonic() - started:.1f} 秒。")
        if no_index:
            self.stdout.write("检索索引没有重建。要能搜到，请运行 python manage.py search_rebuild。")
        elif made:
            call_command("search_rebuild", verbosity=verbosity, stdout=self.stdout)
