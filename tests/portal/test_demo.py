"""The demonstration: never on a real site, and its people are no more than they are said to be."""

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from wagtail.models import Page

from foundation.models import User
from foundation.roles import Role
from portal.demo.accounts import create_accounts
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db


def test_a_real_site_refuses_it(settings: LazySettings) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo")
    assert not User.objects.exists()


def test_of_its_accounts_the_system_administrators_alone_is_a_superuser() -> None:
    create_accounts([Page.objects.get(pk=small_site().section.pk)])
    assert [user.username for user in User.objects.filter(is_superuser=True)] == [Role.SYSTEM_ADMINISTRATOR.value]
