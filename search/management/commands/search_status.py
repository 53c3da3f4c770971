"""Is the index what the database says?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.comparing import compare
from search.engine import current_engine
from search.engines.protocol import EngineAway
from search.indexing import remove_key
from search.registry import kinds

NAMED_AT_MOST = 20


class Command(BaseCommand):
    help = "把索引和数据库逐项核对，列出不同之处。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="把不同的各项交给后台进程重新写入")

    def handle(self, **options: Any) -> None:
        engine = current_engine()
        try:
            health = engine.health()
            found = compare(engine)
        except EngineAway as away:
            raise CommandError(str(away)) from away
        self.stdout.write(f"{health.engine} {health.version}：{health.says}")
        labels = {code: kind.label for code, kind in kinds().items()}
        for code in sorted({*found.in_database, *found.in_index}):
            self.stdout.write(
                f"  {labels.get(code, code)}：数据库 {found.in_database[code]}，索引 {found.in_index[code]}"
            )
        if found.is_true:
            self.stdout.write("索引与数据库一致。")
            return
        differing = list(found.differing())
        for says, key in differing[:NAMED_AT_MOST]:
            self.stdout.write(f"  {says}：{key}")
        if len(differing) > NAMED_AT_MOST:
            self.stdout.write(f"  ……还有 {len(differing) - NAMED_AT_MOST} 项")
        if not options["mend"]:
            raise CommandError(
                f"索引与数据库有 {len(differing)} 处不同。后台进程在运行时，稍等再查；仍不同，请加 --mend 或运行 search_rebuild。"
            )
        for _, key in differing:
            remove_key(key)
        self.stdout.write(f"已把 {len(differing)} 项交给后台进程。")
