"""One account for every role, named by its title. Production refuses to start while any of them can sign in."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from foundation.models import User
from foundation.roles import Role
from foundation.startup import DEMO_MAIL

PASSWORD = "Gongshi-demo-1"  # noqa: S105  (printed in the documentation; refused in production)

# What Wagtail's own permissions let each role do with pages. Publishing is nobody's but the signatory's.
PAGE_PERMISSIONS = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.REVIEWER: ("change_page",),
    Role.SIGNATORY: ("publish_page", "change_page"),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: Role
    username: str
    title: str


ACCOUNTS = tuple(
    DemoAccount(role, role.value, f"{role.label}员" if len(role.label) == 2 else role.label) for role in Role
)


def create_accounts(sections: list[Page]) -> None:
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for account in ACCOUNTS:
        group, _ = Group.objects.get_or_create(name=account.role.label)
        group.permissions.add(access)
        for codename in PAGE_PERMISSIONS.get(account.role, ()):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            for section in sections:
                GroupPagePermission.objects.get_or_create(group=group, page=section, permission=permission)
        user, created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "last_name": account.title,
                "email": f"{account.username}{DEMO_MAIL}",
                "unit": "示例市科学技术局",
            },
        )
        if created:
            user.set_password(PASSWORD)
            user.is_superuser = account.role is Role.SYSTEM_ADMINISTRATOR
            user.save()
            user.groups.add(group)
