"""wagtail-modeladmin with its doors closed: one screen says who opens and who changes, and every view of it asks.

Stock modeladmin asks a permission for some views and nothing for others (history, export), lets the address filter by
any field of any related model, and fails on what it does not know.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import CreateView, DeleteView, EditView, HistoryView, IndexView, InspectView

from foundation.bars import Barred
from foundation.clock import SHANGHAI
from foundation.models.user import User
from foundation.office.screens import Screen, changed_by, opened_by
from foundation.spreadsheets import harmless

LONGEST_ASKED = 500


def cell(value: Any) -> Any:
    """A value of a row as an export writes it: numbers stay numbers."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value if value is None or isinstance(value, int | float) else harmless(str(value))


class ScreenPermissions(PermissionHelper):
    """Asks the screen, that is the roles. No has_perm, and nothing for a superuser as such."""

    screen: ClassVar[Screen]

    def _opens(self, user: Any) -> bool:
        return isinstance(user, User) and self.screen.opens_for(user)

    def _yields(self, user: Any) -> bool:
        return isinstance(user, User) and self.screen.yields_to(user)

    def user_has_any_permissions(self, user: Any) -> bool:
        return self._opens(user)

    def user_can_list(self, user: Any) -> bool:
        return self._opens(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return self.inspect_view_enabled and self._opens(user)

    def user_can_create(self, user: Any) -> bool:
        return self._yields(user)

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return self._yields(user)

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        """What others refer to is ended, not deleted."""
        return False


class _Opened:
    """Before anything else of a view, its object included: may this person open the screen, or change something there."""

    model_admin: Any
    changes = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        guard = (changed_by if self.changes else opened_by)(self.model_admin.screen)
        answer: HttpResponseBase = guard(super().dispatch)(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class _OpenedRow(_Opened):
    """Of one row: an address with no number in it is no row's, which stock modeladmin finds out by failing."""

    def __init__(self, model_admin: Any, instance_pk: str) -> None:
        if not (instance_pk.isascii() and instance_pk.isdigit() and len(instance_pk) < 10):
            raise Http404
        super().__init__(model_admin, instance_pk)  # type: ignore[call-arg]


class GuardedIndex(_Opened, IndexView):
    """The list and its two exports."""

    def __init__(self, model_admin: Any) -> None:
        super().__init__(model_admin)
        self.verbose_name_plural = model_admin.screen.label

    def get_page_title(self) -> str:
        return str(self.model_admin.screen.label)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = [value for _, values in request.GET.lists() for value in values]
        # PostgreSQL knows no such character, SQLite looks for nothing so long: both fail on it.
        if any("\0" in value or len(value) > LONGEST_ASKED for value in asked):
            return HttpResponseRedirect(request.path)
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(request.path)

    def get_filters(self, request: HttpRequest) -> tuple[Any, bool, dict[str, Any], bool]:
        """By the declared filters only: an address asks for nothing else, least of all for fields of other tables."""
        filters, any_, _, distinct = super().get_filters(request)
        return filters, any_, {}, distinct

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        asked = super().get_filters_params(params)
        declared = {
            name
            for one in self.list_filter
            for name in (getattr(one, "parameter_name", None) or one,)
            if isinstance(name, str)
        }
        return {name: value for name, value in asked.items() if name.partition("__")[0] in declared or name in declared}

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)
        return {
            name: cell("" if value == self.model_admin.empty_value_display else value) for name, value in row.items()
        }

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"  # without it Excel takes Chinese for another encoding
        yield from super().stream_csv(queryset)


class GuardedInspect(_OpenedRow, InspectView):
    pass


class GuardedHistory(_OpenedRow, HistoryView):
    pass


class GuardedCreate(_Opened, CreateView):
    changes = True


class GuardedEdit(_OpenedRow, EditView):
    changes = True


class NoDelete(_OpenedRow, DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Barred(f"{self.model_admin.opts.verbose_name}不能删除，别处可能用到它。不再使用的，请填写结束日期。")


class ScreenAdmin(ModelAdmin):
    """Declare `screen`; its menu item, who-may and every view go by it."""

    screen: ClassVar[Screen]
    permissions: ClassVar[type[ScreenPermissions]] = ScreenPermissions
    add_to_admin_menu = False  # the screens' own menu has it
    index_view_class = GuardedIndex
    inspect_view_class = GuardedInspect
    history_view_class = GuardedHistory
    create_view_class = GuardedCreate
    edit_view_class = GuardedEdit
    delete_view_class = NoDelete
    list_per_page = 50
    empty_value_display = "—"

    def get_permission_helper_class(self) -> type[PermissionHelper]:
        return type("Permissions", (self.permissions,), {"screen": self.screen})

    def get_extra_attrs_for_field_col(self, obj: Any, field_name: str) -> dict[str, str]:
        """What stands over the column: on a phone each row is a card, and its lines say it themselves."""
        return {"data-label": str(label_for_field(field_name, self.model, self))}

    def get_menu_icon(self) -> str:
        return self.screen.icon
