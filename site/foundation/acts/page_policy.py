"""Wagtail's permission policy for pages, with what was sealed left out.

Explorer, search, admin API, reports and usage pages all ask this policy which pages there are for a person.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from foundation.acts.sealed_titles import is_hidden, visible_to


class QuietPagePolicy(PagePermissionPolicy):
    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> "PageQuerySet[Any]":
        return visible_to(user, super().instances_user_has_any_permission_for(user, actions))

    def explorable_instances(self, user: Any) -> "PageQuerySet[Any]":
        return visible_to(user, super().explorable_instances(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        allowed: bool = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and not is_hidden(user, instance)
