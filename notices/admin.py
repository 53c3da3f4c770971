"""The administration of attachments and agencies, with wagtail-modeladmin behind the guards of foundation.modeladmin."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper
from wagtail_modeladmin.options import modeladmin_register

from foundation.acts.file_checks import Weight
from foundation.acts.sealed_files import visible_files
from foundation.attachments import KINDS, size_in_words
from foundation.clock import SHANGHAI
from foundation.modeladmin import GuardedIndex, ScreenAdmin, ScreenPermissions
from notices.document_filters import KindFilter, PublicFilter, SectionFilter, YearFilter
from notices.document_rows import describe
from notices.models import Agency
from notices.screens import AGENCIES, DOCUMENTS

NONE = "—"


class DocumentIndex(GuardedIndex):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = describe(context["object_list"], self.request.user)
        context["page_obj"].object_list = context["object_list"] = rows
        return context

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(
            DescribedRows(describe(queryset, self.request.user), self.model), spreadsheet_format
        )


class DescribedRows(list[Any]):
    """A list that knows its model, as the export asks."""

    def __init__(self, rows: list[Any], model: Any) -> None:
        super().__init__(rows)
        self.model = model


class DocumentUrls(AdminURLHelper):
    """New and changed documents are Wagtail's forms."""

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        elsewhere = {"create": "wagtaildocs:add_multiple", "edit": "wagtaildocs:edit"}.get(action)
        return reverse(elsewhere, args=args) if elsewhere else str(super().get_action_url(action, *args, **kwargs))


def may_change(user: Any, document: Any) -> bool:
    return bool(policy_registry.get_by_type(type(document)).user_has_permission_for_instance(user, "change", document))


class DocumentPermissions(ScreenPermissions):
    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        """As Wagtail's form will ask: one's own."""
        return may_change(user, obj)


class DocumentButtons(ButtonHelper):
    """Uploading and changing stay where Wagtail has them; the list leads there."""

    def add_button(self, classnames_add: Any = None, classnames_exclude: Any = None) -> dict[str, str]:
        button: dict[str, str] = super().add_button(classnames_add, classnames_exclude)
        return {**button, "label": "上传附件", "title": "上传附件"}

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[dict[str, str]]:
        classes = self.finalise_classname(["button-small", "button-secondary"])
        offered = [("打开", obj.url)]
        if may_change(self.request.user, obj):
            offered.append(("修改", reverse("wagtaildocs:edit", args=[obj.pk])))
        return [
            {"url": url, "label": label, "classname": classes, "title": f"{label}“{obj.title}”"}
            for label, url in offered
        ]


@modeladmin_register
class DocumentAdmin(ScreenAdmin):
    model = get_document_model()
    screen = DOCUMENTS
    permissions = DocumentPermissions
    base_url_path = "attachments"
    list_display = ("title", "kind", "size", "uploaded", "carried", "public", "checked")
    list_export = ("title", "file_name", "kind", "size", "uploaded", "by", "carried", "public", "checked")
    list_filter = (KindFilter, YearFilter, SectionFilter, PublicFilter)
    list_select_related = ("uploaded_by_user", "collection")
    search_fields = ("title",)
    ordering = ("-created_at",)
    export_filename = "attachments"
    index_view_class = DocumentIndex
    button_helper_class = DocumentButtons
    url_helper_class = DocumentUrls
    inspect_view_enabled = False
    history_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible_files(request.user, super().get_queryset(request))

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        """The list alone: files are changed where Wagtail's guarded forms are."""
        return super().get_admin_urls_for_registration()[:1]

    def get_permissions_for_registration(self) -> Any:
        return super().get_permissions_for_registration().none()

    def register_admin_url_finders(self) -> None:
        """Wagtail's own already leads to its form."""

    def kind(self, document: Any) -> str:
        ending = document.file_extension.lower()
        return KINDS.get(ending, ending.upper() or NONE)

    kind.short_description = "种类"  # type: ignore[attr-defined]

    def size(self, document: Any) -> str:
        return size_in_words(document.file_size) if document.file_size is not None else NONE

    size.short_description = "大小"  # type: ignore[attr-defined]
    size.admin_order_field = "file_size"  # type: ignore[attr-defined]

    def uploaded(self, document: Any) -> Any:
        return f"{document.created_at.astimezone(SHANGHAI):%Y-%m-%d}"

    uploaded.short_description = "上传日期"  # type: ignore[attr-defined]
    uploaded.admin_order_field = "created_at"  # type: ignore[attr-defined]

    def by(self, document: Any) -> str:
        return str(document.uploaded_by_user or NONE)

    by.short_description = "上传人"  # type: ignore[attr-defined]

    def file_name(self, document: Any) -> str:
        return str(document.filename)

    file_name.short_description = "文件名"  # type: ignore[attr-defined]

    def carried(self, document: Any) -> str:
        return "；".join(page.title for page in document.carriers) or NONE

    carried.short_description = "用在"  # type: ignore[attr-defined]

    def public(self, document: Any) -> str:
        return "已公开" if document.is_public else "未公开"

    public.short_description = "公开"  # type: ignore[attr-defined]

    def checked(self, document: Any) -> str:
        if document.found is None:
            return "没有检查过"
        bars = sum(one.weight is Weight.BARS for one in document.found)
        if bars:
            return f"{bars}项不能公开"
        return f"{len(document.found)}项要确认" if document.found else "没有发现"

    checked.short_description = "检查"  # type: ignore[attr-defined]


@modeladmin_register
class AgencyAdmin(ScreenAdmin):
    model = Agency
    screen = AGENCIES
    base_url_path = "agencies"
    list_display = ("name", "code", "level", "superior", "credit_code", "standing")
    list_export = (
        "name",
        "short_name",
        "code",
        "level",
        "superior",
        "credit_code",
        "active_from",
        "active_until",
        "formerly",
    )
    list_filter = ("level",)
    list_select_related = ("superior",)
    search_fields = ("name", "short_name", "code", "credit_code", "former_names__name")
    ordering = ("level", "name")
    export_filename = "agencies"
    inspect_view_enabled = True
    inspect_view_fields = (
        "name", "short_name", "code", "level", "superior", "credit_code", "active_from", "active_until", "former_names",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("former_names")

    def standing(self, agency: Agency) -> str:
        if agency.active_until is not None:
            return f"{agency.active_until:%Y-%m-%d} 撤销"
        return "存续"

    standing.short_description = "存续"  # type: ignore[attr-defined]

    def formerly(self, agency: Agency) -> str:
        return "；".join(f"{one.name}（至{one.used_until:%Y-%m-%d}）" for one in agency.former_names.all())

    formerly.short_description = "曾用名"  # type: ignore[attr-defined]
