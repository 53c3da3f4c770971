"""Wagtail's screens of a collection, refusing in words what would take files of published acts out of sight."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.views.collections import Delete as DeleteCollection
from wagtail.admin.views.collections import Edit as EditCollection

from foundation.acts.collection_guards import refuse_for_its_files


class KeptPlace(EditCollection):
    """The tree moves by SQL of its own and sends no signal: refused where the move is asked for."""

    def save_instance(self) -> Any:
        if "parent" in self.form.changed_data:
            refuse_for_its_files(self.object, "不能移到别处，以免改变谁能查看。")
        return super().save_instance()


class KeptCollection(DeleteCollection):
    """Wagtail refuses to delete what is not empty, without a word."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        refuse_for_its_files(get_object_or_404(self.get_queryset(), pk=pk), "不能删除。")
        response: HttpResponseBase = super().post(request, pk)
        return response
