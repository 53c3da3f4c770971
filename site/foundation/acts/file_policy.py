"""Wagtail's permission policy for documents and pictures, with those that went with a sealed act left out.

Listings, choosers, previews and the screens about one file all ask this policy. What does not is in listings and doors.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.search.index import FilterField

from foundation.acts.sealed_files import hidden_files, visible_files
from foundation.roles import Role
from foundation.standing import standing_of

EDITORS_MAY = frozenset({"add", "choose"})


def _edits(user: Any) -> bool:
    return standing_of(user).anywhere(Role.EDITOR)


class QuietFilePolicy(CollectionOwnershipPermissionPolicy):
    """Who edits anywhere may lay files, choose them, and change their own; collections are the house's filing.

    Asked of the roles in force, not written into groups: a deputy's ends by itself the same minute.
    """

    def _check_perm(self, user: Any, actions: Iterable[str], collection: Any = None) -> bool:
        if EDITORS_MAY & set(actions) and _edits(user):
            return True
        return bool(super()._check_perm(user, actions, collection=collection))

    def _collections_with_perm(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        if EDITORS_MAY & set(actions) and _edits(user):
            return Collection.objects.all()
        collections: QuerySet[Any] = super()._collections_with_perm(user, actions)
        return collections

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        return visible_files(user, super().instances_user_has_any_permission_for(user, actions))

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        allowed: bool = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and instance.pk not in hidden_files(user, type(instance))


for model in (get_document_model(), get_image_model()):
    # Exact, so that it stands whether Wagtail registers its own before or after.
    policy = QuietFilePolicy(model, auth_model=model, owner_field_name="uploaded_by_user")
    register_permission_policy(model, policy, exact_class=True)
    # What is left out is left out of searches too, and these filter by declared fields only.
    model.search_fields = [*model.search_fields, FilterField("id")]
