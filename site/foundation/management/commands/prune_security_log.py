"""Deletes the sign-in and permission rows that have been kept long enough."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.checks import SHORTEST_LOG_DAYS
from foundation.clock import now
from foundation.models import SecurityEvent


class Command(BaseCommand):
    help = "删除超过保存期的登录与权限记录。"

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.SECURITY_LOG_KEEP_DAYS
        # Asked here too: a command can be run without the system checks.
        if days < SHORTEST_LOG_DAYS:
            raise CommandError(
                f"登录与权限记录须至少保存六个月（《网络安全法》），现在设为 {days} 天。"
                f"请把 SECURITY_LOG_KEEP_DAYS 改为 {SHORTEST_LOG_DAYS} 或更大。没有删除任何记录。"
            )
        deleted, _ = SecurityEvent.objects.filter(at__lt=now() - timedelta(days=days)).delete()
        self.stdout.write(f"已删除 {deleted} 条 {days} 天以前的记录。")
