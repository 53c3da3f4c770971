"""Search from the terminal, on either engine."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.models import User
from foundation.standing import standing_of
from search.answering import answer
from search.archive.answering import answer as answer_staff
from search.archive.as_json import as_json as archive_as_json
from search.archive.asked import Asked
from search.archive.engine import archive_engine
from search.archive.presenting import rows
from search.archive.sight import READERS
from search.as_json import as_json
from search.documents import STATE_LABELS
from search.engine import ELASTICSEARCH, EMBEDDED, current_engine, engine_called
from search.engines.protocol import EngineAway
from search.results import MOST_PAGES, Question, Sort


class Command(BaseCommand):
    help = "按公众能看到的内容检索；加 --archive-as，检索一名工作人员可以查阅的内部档案。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", metavar="QUERY", help="要查的词，与网站搜索框相同")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--engine", choices=[EMBEDDED, ELASTICSEARCH], help="用哪个引擎，默认按设置")
        parser.add_argument(
            "--archive-as", metavar="USER", help="以这个账号检索内部档案，只见其可以查阅的；同样记录在案"
        )
        parser.add_argument("--page", type=int, default=1, help=f"第几页，1 到 {MOST_PAGES}")
        parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.RELEVANCE.value)

    def handle(self, *, query: str, engine: str | None, page: int, sort: str, **options: Any) -> None:
        if options["archive_as"]:
            self._archive(options["archive_as"], Asked(query, sort=Sort(sort), page=page), engine, options["json"])
            return
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

    def _archive(self, username: str, asked: Asked, engine: str | None, in_json: bool) -> None:
        user = User.objects.filter(username=username).first()
        if user is None or not standing_of(user).anywhere(*READERS):
            raise CommandError(f"账号“{username}”不存在、已停用，或者没有查阅内部档案的职责。")
        try:
            answered = answer_staff(archive_engine(engine or ""), asked, user)
        except EngineAway as away:
            raise CommandError(str(away)) from away
        if in_json:
            self.stdout.write(json.dumps(archive_as_json(answered), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"在 {user} 可以查阅的范围内找到 {answered.found.total} 份文件。")
        for row in rows(answered):
            self.stdout.write(f"\n[{row.stage}] {row.hit.title}  {row.hit.number}\n  {row.hit.url}")
            for piece in row.pieces:
                self.stdout.write(f"  {piece.reference}  {piece.html}")
