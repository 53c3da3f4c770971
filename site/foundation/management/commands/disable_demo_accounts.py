"""Takes from the demo accounts, whose passwords are printed in the documentation, every way in."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import transaction

from foundation.models import User
from foundation.startup import DEMO_MAIL


class Command(BaseCommand):
    help = "停用演示账号：不能再登录，已登录的立即退出。可以重复运行。"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        accounts = User.objects.filter(email__iendswith=DEMO_MAIL).order_by("username")
        doomed = [user for user in accounts if user.is_active or user.has_usable_password()]
        for user in doomed:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
        ended = end_sessions({str(user.pk) for user in accounts})
        if doomed:
            names = "、".join(user.username for user in doomed)
            self.stdout.write(f"已停用 {len(doomed)} 个演示账号：{names}。结束会话 {ended} 个。")
        else:
            self.stdout.write("没有可以登录的演示账号。")
        if doomed and not User.objects.filter(is_active=True, is_superuser=True).exists():
            self.stdout.write("现在没有超级用户可以登录。")
            self.stdout.write("三类管理员用 first_administrators 建立；改首页和栏目的超级用户用 createsuperuser 建立。")


def end_sessions(users: set[str]) -> int:
    """A session does not say in the open whose it is; each is read."""
    doomed = [
        session.pk for session in Session.objects.iterator() if session.get_decoded().get("_auth_user_id") in users
    ]
    Session.objects.filter(pk__in=doomed).delete()
    return len(doomed)
