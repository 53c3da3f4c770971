"""Sending for review that is barred: what was typed is saved as a draft all the same, and the page says what is missing."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from wagtail.admin import messages

from foundation.bars import Bar, Barred

SENDING = ("action-submit", "action-restart-workflow")
MOST_NAMED = 10


class KeepingADraft:
    """For Wagtail's views that save a page and may send it for review."""

    request: Any
    args: Any
    kwargs: Any

    def form_valid(self, form: Any) -> HttpResponse:
        if not any(name in self.request.POST for name in SENDING):
            return super().form_valid(form)  # type: ignore[misc]
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except Barred as barred:
            return self._saved_as_draft(barred.bars)

    def _saved_as_draft(self, bars: tuple[Bar, ...]) -> HttpResponse:
        """By a view of its own: this one holds a page and rows that were rolled back."""
        self.request.POST = self.request.POST.copy()
        for name in SENDING:
            self.request.POST.pop(name, None)
        response: HttpResponse = type(self).as_view()(self.request, *self.args, **self.kwargs)  # type: ignore[attr-defined]
        says = "".join(bar.says for bar in bars[:MOST_NAMED])
        messages.error(self.request, f"没有送审，您写的已存成草稿。{says}", buttons=self._ways_to_mend(bars))
        return response

    def _ways_to_mend(self, bars: tuple[Bar, ...]) -> list[Any]:
        """Those that lead elsewhere. What is to be mended here is in front of the person; a page rolled back has no way."""
        number = self.kwargs.get("page_id")
        if number is None:
            return []
        here = reverse("wagtailadmin_pages:edit", args=[number])
        elsewhere = dict.fromkeys(bar.mend for bar in bars if bar.mend and bar.mend.partition("#")[0] != here)
        return [messages.button(way, "去处理") for way in elsewhere]
