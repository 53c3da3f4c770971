"""One account for every role, named by its title. Production refuses to start while any of them can sign in."""

from dataclasses import dataclass

from wagtail.models import Page

from foundation.granting import grant
from foundation.models import User
from foundation.roles import SITE_ROLES, Role
from foundation.startup import DEMO_MAIL

PASSWORD = "Gongshi-demo-1"  # noqa: S105  (printed in the documentation; refused in production)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: Role
    username: str
    title: str


ACCOUNTS = tuple(
    DemoAccount(role, role.value, f"{role.label}员" if len(role.label) == 2 else role.label) for role in Role
)


def create_accounts(sections: list[Page]) -> None:
    """Every role for every section, by the same function an administrator's grant goes through."""
    for account in ACCOUNTS:
        user = User(
            username=account.username,
            last_name=account.title,
            email=f"{account.username}{DEMO_MAIL}",
            unit="示例市科学技术局",
            is_superuser=account.role is Role.SYSTEM_ADMINISTRATOR,
        )
        user.set_password(PASSWORD)
        user.save()
        if account.role in SITE_ROLES:
            grant(user, account.role, None, by=None)
        else:
            for section in sections:
                grant(user, account.role, section, by=None)
