"""Lays the tree of a new site: home, its sections, and the site record. Does nothing where a home page stands."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from portal.tree import lay_the_tree


class Command(BaseCommand):
    help = "建立新站的首页和栏目；已有首页时不做任何改动。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="机关名称，例如：示例市科学技术局")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        hostname, port = own_address()
        laid = lay_the_tree(options["name"], hostname=hostname, port=port)
        self.stdout.write("已建立首页和栏目。" if laid else "首页已经存在，没有改动。")


def own_address() -> tuple[str, int]:
    """Host and port of SITE_URL, as Wagtail's site record wants them."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return address.hostname or "localhost", address.port or (443 if address.scheme == "https" else 80)
