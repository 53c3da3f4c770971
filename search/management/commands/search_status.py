"""Is the index what the database says?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.comparing import INDICES, Index, compare
from search.engines.protocol import EngineAway

NAMED_AT_MOST = 20


class Command(BaseCommand):
    help = "把索引和数据库逐项核对，列出不同之处。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="把不同的各项交给后台进程重新写入")

    def handle(self, **options: Any) -> None:
        differing = sum(self._told(index, mend=options["mend"]) for index in INDICES)
        if differing and not options["mend"]:
            raise CommandError(
                f"索引与数据库有 {differing} 处不同。后台进程在运行时，稍等再查；仍不同，请加 --mend 或运行 search_rebuild。"
            )

    def _told(self, index: Index, *, mend: bool) -> int:
        try:
            health = index.engine().health()
            found = compare(index.engine(), index.source)
        except EngineAway as away:
            raise CommandError(str(away)) from away
        self.stdout.write(f"{index.label}，{health.engine} {health.version}：{health.says}")
        labels = index.labels()
        for code in sorted({*labels, *found.in_database, *found.in_index}):
            self.stdout.write(
                f"  {labels.get(code, code)}：数据库 {found.in_database[code]}，索引 {found.in_index[code]}"
            )
        if found.is_true:
            self.stdout.write("索引与数据库一致。")
            return 0
        differing = list(found.differing())
        for says, key in differing[:NAMED_AT_MOST]:
            self.stdout.write(f"  {says}：{key}")
        if len(differing) > NAMED_AT_MOST:
            self.stdout.write(f"  ……还有 {len(differing) - NAMED_AT_MOST} 项")
        if mend:
            for _, key in differing:
                index.mend(key)
            self.stdout.write(f"已把 {len(differing)} 项交给后台进程。")
        return len(differing)
