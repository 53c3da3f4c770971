"""Looks over the files that were laid before anything asked, and says what is in them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from foundation.acts.file_checks import Weight, digest_of_file, look_over_stored, unchecked


class Command(BaseCommand):
    help = "检查以前上传、还没有检查过的附件和图片，写出发现了什么。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="检查过的也重新检查")

    def handle(self, *args: Any, again: bool = False, **options: Any) -> None:
        looked = barring = missing = 0
        for model, called in ((get_document_model(), "附件"), (get_image_model(), "图片")):
            files = model._default_manager.all()
            for file in files.order_by("pk").iterator(chunk_size=200) if again else unchecked(files):
                if not digest_of_file(file):
                    missing += 1
                    self.stdout.write(f"{called}“{file.title}”（编号 {file.pk}）：文件不在了，读不到。")
                    continue
                findings = look_over_stored(file)
                looked += 1
                barring += any(one.weight is Weight.BARS for one in findings)
                for one in findings:
                    self.stdout.write(f"{called}“{file.title}”（编号 {file.pk}）：{one.says}")
        self.stdout.write(
            f"检查了 {looked} 个文件，{barring} 个有不能公开的内容。" + (f"{missing} 个读不到。" if missing else "")
        )
