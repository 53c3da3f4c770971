"""One archive of the database and the uploaded files; the keys in another, kept apart."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.backup.errors import Refused
from foundation.backup.making import make
from foundation.backup.signals import signals_raise


class Command(BaseCommand):
    help = "备份数据库和上传文件；用 --keys 把密钥另存一处。网站不必停止。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="已有的目录，或以 .tar.gz 结尾的文件名")
        parser.add_argument("--keys", help="密钥写到哪里：另一个目录，或以 .tar.gz 结尾的文件名")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with signals_raise():  # what was begun is cleared away
                make(options["target"], options["keys"], self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except KeyboardInterrupt as interrupted:
            raise CommandError("备份被中断，没有写出文件。") from interrupted
        except OSError as error:
            raise CommandError(f"备份没有完成，没有写出文件：{error}。") from error
