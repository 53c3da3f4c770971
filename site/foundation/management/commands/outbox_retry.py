"""Gives messages that were given up another eight tries."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.clock import now
from foundation.models import OutboxMessage


class Command(BaseCommand):
    help = "重新办理已放弃的待办事项（编号见 doctor）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="*", type=int, help="待办事项的编号")
        parser.add_argument("--all", action="store_true", help="全部重新办理")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["numbers"]) == options["all"]:
            raise CommandError("请写明编号，或用 --all 全部重新办理。")
        dead = OutboxMessage.objects.filter(done_at=None).exclude(dead_at=None)
        if options["numbers"]:
            wanted = set(options["numbers"])
            dead = dead.filter(pk__in=wanted)
            missing = wanted - set(dead.values_list("pk", flat=True))
            if missing:
                raise CommandError(f"没有已放弃的待办事项 {'、'.join(map(str, sorted(missing)))}。没有改动任何一项。")
        count = dead.update(dead_at=None, attempts=0, due_at=now())
        self.stdout.write(f"{count} 项将由后台进程重新办理。")
