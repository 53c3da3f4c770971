"""People who sign in."""

import factory
from django.contrib.auth.models import Permission

from foundation.models import User


class UserFactory(factory.django.DjangoModelFactory):
    username = factory.Sequence("staff{}".format)
    last_name = "工作人员"
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.invalid")
    password = factory.django.Password("Right-password-1")

    class Meta:
        model = User


def staff(**fields: object) -> User:
    """Someone who may enter the admin and nothing more."""
    user: User = UserFactory(**fields)
    user.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return user
