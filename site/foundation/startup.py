"""What a public deployment must not start with, each in a sentence. Settings are read at import, accounts at start."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DEMO_MAIL = "@demo.invalid"
SHORTEST_SECRET = 50


def configuration_faults(*, secret_key: str, debug: bool, allowed_hosts: list[str], data_dir: Path) -> Iterator[str]:
    """Faults that can be seen before anything runs."""
    if not secret_key:
        yield "没有设置 SECRET_KEY。请生成一个：python -c 'import secrets; print(secrets.token_urlsafe(64))'。"
    elif len(secret_key) < SHORTEST_SECRET or secret_key.startswith(("only-for", "for-the-tests", "django-insecure")):
        yield f"SECRET_KEY 是默认值或不足 {SHORTEST_SECRET} 个字符。请换成随机生成的值。"
    if debug:
        yield "DEBUG 处于打开状态，会向公众显示内部信息。请设为 0 或不设置。"
    if not allowed_hosts:
        yield "没有设置 ALLOWED_HOSTS。请写上本站域名，例如 ALLOWED_HOSTS=kjj.example.gov.cn。"
    elif "*" in allowed_hosts:
        yield "ALLOWED_HOSTS 不能是 *。请写明本站域名。"
    if not writable(data_dir):
        yield f"数据目录 {data_dir} 不存在或不可写。请建立目录并授予运行账号写权限，或用 DATA_DIR 另行指定。"


def writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def refuse_configuration(faults: Iterator[str]) -> None:
    """Called by the production settings themselves, so that no command runs on a faulty configuration."""
    found = list(faults)
    if found:
        raise ImproperlyConfigured("本站不能启动：\n" + "\n".join(f"  · {fault}" for fault in found))


def account_faults() -> Iterator[str]:
    """Faults that need the database: demo accounts, whose passwords are printed in the documentation."""
    from foundation.models import User

    names = list(User.objects.filter(is_active=True, email__iendswith=DEMO_MAIL).values_list("username", flat=True))
    if names:
        yield (
            f"还有 {len(names)} 个演示账号可以登录：{'、'.join(names)}。"
            "请停用它们：python manage.py disable_demo_accounts。"
        )


def refuse_to_start() -> None:
    """Called by the web and worker processes before they serve. Elsewhere than in production it lets all pass."""
    if settings.DEMO_ALLOWED:
        return
    found = list(account_faults())
    if found:
        print("本站不能启动：", *(f"  · {fault}" for fault in found), sep="\n", file=sys.stderr)
        raise SystemExit(3)
