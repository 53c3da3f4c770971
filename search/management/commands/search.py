"""Search from the terminal, on either engine."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.answering import answer
from search.as_json import as_json
from search.documents import STATE_LABELS
from search.engine import ELASTICSEARCH, EMBEDDED, current_engine, engine_called
from search.engines.protocol import EngineAway
from search.results import MOST_PAGES, Question, Sort


class Command(BaseCommand):
    help = "按公众能看到的内容检索。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", metavar="QUERY", help="要查的词，与网站搜索框相同")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--engine", choices=[EMBEDDED, ELASTICSEARCH], help="用哪个引擎，默认按设置")
        parser.add_argument("--page", type=int, default=1, help=f"第几页，1 到 {MOST_PAGES}")
        parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.RELEVANCE.value)

    def handle(self, *, query: str, engine: str | None, page: int, sort: str, **options: Any) -> None:
        chosen = engine_called(engine) if engine else current_engine()
        try:
            found = answer(chosen, Question(query, page=page, sort=Sort(sort)))
        except EngineAway as away:
            raise CommandError(str(away)) from away
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"找到 {found.total} 份文件（{found.took_ms:g} 毫秒）。")
        for hit in found.hits:
            self.stdout.write(f"\n[{STATE_LABELS[hit.state]}] {hit.title}  {hit.number}\n  {hit.url}")
            for one in hit.found:
                self.stdout.write(f"  {one.reference}  {one.html}")
