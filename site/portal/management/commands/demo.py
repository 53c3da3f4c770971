"""Loads the demonstration once, and says who can sign in."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from foundation.models import SectionPage
from portal.demo.accounts import ACCOUNTS, PASSWORD, create_accounts
from portal.demo.content import IDENTITY, load_content
from portal.management.commands.start_site import own_address
from portal.tree import lay_the_tree
from search.engine import current_engine
from search.engines.protocol import EngineAway, Rebuilding
from search.registry import everything


def make_findable() -> None:
    """At once, not when the worker has come round: whoever opens the demo tries its search first."""
    with suppress(EngineAway, Rebuilding):  # the outbox sees to it
        current_engine().rebuild(everything, lambda done: None)


class Command(BaseCommand):
    help = "装入演示内容和演示账号（只装一次）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("正式环境不能装入演示内容。")
        hostname, port = own_address()
        with transaction.atomic():
            if lay_the_tree(IDENTITY["name"], hostname=hostname, port=port):
                create_accounts([Page.objects.get(pk=section.pk) for section in SectionPage.objects.all()])
                load_content()
            else:
                # The port may be another than last time; the addresses in sitemap and feeds follow it.
                Site.objects.filter(is_default_site=True).update(hostname=hostname, port=port)
                Site.clear_site_root_paths_cache()
        make_findable()
        self.stdout.write(f"演示账号（密码都是 {PASSWORD}）：")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<11} {account.title}")
