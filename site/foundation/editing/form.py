"""The form of any page of ours: it carries the version it was opened from, through every refusal."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

OPENED_FROM = "opened_from"


class PageForm(WagtailAdminPageForm):
    # Wagtail's own loaded_revision_id becomes the newest whenever the form is shown again; the rows in a form belong to
    # the version they were taken from.
    opened_from = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[OPENED_FROM] = self.instance.latest_revision_id or ""
        self.fields[OPENED_FROM].has_changed = lambda initial, data: False
