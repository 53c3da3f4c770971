"""Notes the ledger's head now, in the database and in the file of anchors. The worker does it by itself every day."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.ledger.daily import anchors_file, note_the_head


class Command(BaseCommand):
    help = "为存证账设一个锚点，并写入 DATA_DIR/anchors.jsonl。请把该文件定期复制到别处。"

    def handle(self, *args: Any, **options: Any) -> None:
        made = note_the_head()
        if made is None:
            self.stdout.write("存证账还是空的，没有可设的锚点。")
        else:
            self.stdout.write(f"已为第 {made.seq} 号设锚点，摘要 {made.digest}，并写入 {anchors_file()}。")
