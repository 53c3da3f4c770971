"""The first three administrators of a new site: whoever grants roles on the screens must first have been granted theirs.

Run once, on the server. Every grant stands in the ledger and in the security log, without an actor.
"""

import secrets
import string
import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from foundation.accounts.forms import AccountForm
from foundation.accounts.managing import faults_of_password
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.granting import grant
from foundation.models import RoleHolding, User
from foundation.roles import SITE_ROLES, Role

ASKED = {
    "system": Role.SYSTEM_ADMINISTRATOR,
    "security": Role.SECURITY_ADMINISTRATOR,
    "audit": Role.AUDIT_ADMINISTRATOR,
}
# Read aloud or copied from a sheet of paper: without letters and digits that look alike.
ALPHABET = "".join(c for c in string.ascii_letters + string.digits if c not in "0O1lI5S2Z8B")
GROUPS, GROUP_LENGTH = 4, 5


class Command(BaseCommand):
    help = "新站建立三类管理员：三个账号，三个人。已有人担任其中任何一类时拒绝。"

    def add_arguments(self, parser: CommandParser) -> None:
        for option, role in ASKED.items():
            parser.add_argument(f"--{option}", default="", metavar="NAME", help=f"{role.label}的账号")
        parser.add_argument("--ask-passwords", action="store_true", help="逐个输入初始密码，不由程序生成")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_where_there_are_administrators()
            names = {role: _name(options[option], option, role) for option, role in ASKED.items()}
            asked = options["ask_passwords"]
            passwords = {role: _password(role, name) if asked else random_password() for role, name in names.items()}
            make_administrators(names, passwords)
        except Barred as refusal:
            raise CommandError(f"{refusal}没有建立任何账号。") from refusal
        for role, name in names.items():
            self.stdout.write(f"{role.label}：{name}" + ("" if asked else f"　初始密码 {passwords[role]}"))
        told = "" if asked else "密码只显示这一次，请分别交给三个人。"
        self.stdout.write(f"{told}各人登录后要先改成自己的密码，姓名和邮箱由系统管理员在“账号”里填写。")


def make_administrators(names: dict[Role, str], passwords: dict[Role, str]) -> None:
    """All three with their roles, or none."""
    with transaction.atomic():
        refuse_where_there_are_administrators()
        accounts = {role: User(username=name, must_change_password=True) for role, name in names.items()}
        bars = list(_faults_of_names(list(names.values())))
        for role, account in accounts.items():
            bars += [Bar(f"{role.label}：{bar.says}") for bar in faults_of_password(passwords[role], account)]
        if bars:
            raise Barred(bars)
        for role, account in accounts.items():
            account.set_password(passwords[role])
            account.save(force_insert=True)
            grant(account, role, None, by=None)


def refuse_where_there_are_administrators() -> None:
    """Whether they can still sign in or not: an administrator is replaced on the screens, not from here."""
    held = RoleHolding.objects.filter(role__in=SITE_ROLES, revoked_at=None).exclude(until__lte=now())
    if there := [f"{Role(one.role).label} {one.user.get_username()}" for one in held.select_related("user")]:
        raise Barred(f"已经有{'、'.join(there)}。这个命令只用于还没有管理员的新站。")


def random_password() -> str:
    """About 113 bits, in groups, with every class of character the rules ask for."""
    while True:
        groups = ["".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS)]
        password = "-".join(groups)
        if not faults_of_password(password, User()):
            return password


def _password(role: Role, name: str) -> str:
    return getpass(f"{role.label} {name} 的初始密码：")


def _name(given: str, option: str, role: Role) -> str:
    if given.strip():
        return given.strip()
    if not sys.stdin.isatty():
        raise CommandError(f"请用 --{option} 写明{role.label}的账号。没有建立任何账号。")
    return input(f"{role.label}的账号：").strip()


def _faults_of_names(names: list[str]) -> list[Bar]:
    """As the account screen asks it, and three of them."""
    field, bars = AccountForm.base_fields["username"], []
    for name in names:
        try:
            field.clean(name)
        except ValidationError as error:
            bars.append(Bar(f"账号“{name}”：{''.join(error.messages)}"))
        if User.objects.filter(username__iexact=name).exists():
            bars.append(Bar(f"已经有账号“{name}”，请换一个。"))
    if len({name.lower() for name in names}) < len(names):
        bars.append(Bar("三类管理员由三个人分别担任，账号不能相同。"))
    return bars
