"""Wagtail's page editor, which asks before a page is saved over what somebody else saved meanwhile.

Held here, on the server: Wagtail warns by script while the page is open, and a script may be slow, blocked or absent.
"""

from typing import Any

from django.http import HttpResponse
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page

from foundation.editing.form import OPENED_FROM
from foundation.editing.overtaken import Overtaking, overtaken, revisions_of, version
from foundation.editing.rows import forget_rows_that_are_gone
from foundation.editing.submitting import KeepingADraft

SEEN = "loaded_revision_id"


class AskingBeforeOverwriting:
    """For Wagtail's views that save a page."""

    request: Any
    page: Any
    overtaking: Overtaking | None = None

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        # A version once saved is never rewritten: each saving is a new one.
        request.POST = request.POST.copy()
        request.POST.pop("overwrite_revision_id", None)
        if not self.locked_for_user:  # type: ignore[attr-defined]
            # Two may press at the same instant; the second waits here and then sees the first.
            Page.objects.select_for_update().filter(pk=self.page.pk).order_by().values_list("pk", flat=True).first()
            self.overtaking = overtaken(self.page, request.user, version(self.page, request.POST.get(SEEN)))
            self._stand_on_what_was_opened()
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def _stand_on_what_was_opened(self) -> None:
        """The rows of the form are those of the version it was opened from; another may not have them."""
        sent = self.request.POST
        opened = version(self.page, sent.get(OPENED_FROM) or sent.get(SEEN))
        if self.is_reverting or not opened or opened == self.page.latest_revision_id:  # type: ignore[attr-defined]
            return
        self.page = revisions_of(self.page).get(pk=opened).as_object()
        forget_rows_that_are_gone(sent, self.page)

    def form_valid(self, form: Any) -> HttpResponse:
        if self.overtaking is not None:
            return self.form_invalid(form)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.overtaking is None:
            response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
            return response
        if self.expects_json_response:  # type: ignore[attr-defined]
            answer: HttpResponse = self.json_error_response("invalid_revision", self.overtaking.says)  # type: ignore[attr-defined]
            return answer
        compare = messages.button(self.overtaking.compare_url(self.page), "看对方改了什么", new_window=True)
        messages.error(self.request, self.overtaking.says, buttons=[compare])
        self.has_unsaved_changes, self.errors_debug = True, None
        shown: HttpResponse = self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]
        return shown


class AskingEditView(AskingBeforeOverwriting, KeepingADraft, EditView):
    pass


class KeepingCreateView(KeepingADraft, CreateView):
    pass


class AskingRevertView(AskingBeforeOverwriting, RevisionsRevertView):
    pass
