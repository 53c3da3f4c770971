"""What Wagtail's own screens may offer on an act page. The refusals themselves are in guards and in the database."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

from foundation.roles import Role
from foundation.standing import standing_of

SEALED = "_sealed_pages"


class ActPermissionTester(PagePermissionTester):
    """Publishing, hiding, copying and moving are nobody's; editing is for who holds the editor's role here now."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and user.is_superuser:
            # A superuser is asked like anyone else.
            self.permissions: set[str] = set()
        if not standing_of(user).may(Role.EDITOR, page):
            self.permissions -= {"add", "change"}

    def can_edit(self) -> bool:
        if self._is_sealed():
            return False
        return bool(self.user.is_active and standing_of(self.user).may(Role.EDITOR, self.page)) or self._may_judge()

    def _is_sealed(self) -> bool:
        """Asked for every row of a listing, and seldom true: all of them are fetched once for a person's request."""
        if self.page.live or self.page.first_published_at is None:
            return False
        from foundation.models.published_act import PublishedAct

        sealed: set[int] | None = self.user.__dict__.get(SEALED)
        if sealed is None:
            sealed = set(PublishedAct.objects.filter(sealing__isnull=False).values_list("pk", flat=True))
            self.user.__dict__[SEALED] = sealed
        return self.page.pk in sealed

    def _may_judge(self) -> bool:
        task = self.page.current_workflow_task
        return bool(task and task.user_can_access_editor(self.page, self.user))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only a draft that was never published, by its editor."""
        never_published = self.page.first_published_at is None
        return (
            never_published
            and standing_of(self.user).may(Role.EDITOR, self.page)
            and not self.page.workflow_in_progress
        )

    def can_publish(self) -> bool:
        return False

    can_unpublish = can_unschedule = can_set_view_restrictions = can_move = can_copy = can_publish

    def can_submit_for_moderation(self) -> bool:
        """What was published once is changed by a correction: there is no button that would only be refused."""
        return (
            self.page.first_published_at is None
            and bool(super().can_submit_for_moderation())
            and standing_of(self.user).may(Role.EDITOR, self.page)
        )

    def can_lock(self) -> bool:
        return False

    can_unlock = can_lock

    def can_move_to(self, destination: Page) -> bool:
        return False

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return False
