"""What in Wagtail's admin names pages or files without asking a policy, made to keep quiet about what was sealed."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import IndexView as RedirectsView
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import ModelLogEntry, Page
from wagtail.query import PageQuerySet

from foundation.acts.sealed_files import hidden_files, visible_files
from foundation.acts.sealed_titles import hidden_from, visible_to
from foundation.models.published_act import PublishedAct

SEALED = "（已封存的内容）"


def quiet_choices(pages: "PageQuerySet[Any]", request: Any) -> "PageQuerySet[Any]":
    """For the hook of the page choosers."""
    return visible_to(request.user, pages)


class QuietPageChooser(AdminPageChooser):
    """Shows what was chosen before. The widget does not know who looks: so to nobody."""

    def get_display_title(self, instance: Page) -> str:
        if PublishedAct.objects.filter(page_id=instance.pk, sealing__isnull=False).exists():
            return SEALED
        return str(super().get_display_title(instance))


class QuietRecentEdits(RecentEditsPanel):
    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        hidden = set(hidden_from(context["request"].user).values_list("pk", flat=True))
        context["last_edits"] = [(at, page) for at, page in context["last_edits"] if page.pk not in hidden]
        return context


class QuietPageTypesUsage(PageTypesUsageReportView):
    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """The page of each type that was edited last, unless it was sealed."""
        hidden = set(hidden_from(self.request.user).values_list("pk", flat=True))
        rows: list[Any] = list(super().decorate_paginated_queryset(page_types))
        for row in rows:
            if row.last_edited_page is not None and row.last_edited_page.pk in hidden:
                row.last_edited_page = None
        return rows


class QuietRedirects(RedirectsView):
    def get_base_queryset(self) -> QuerySet[Redirect]:
        redirects: QuerySet[Redirect] = super().get_base_queryset()
        return redirects.exclude(redirect_page__in=hidden_from(self.request.user).values("pk"))


class QuietSiteHistory(LogEntriesView):
    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries about pages are left out by their own policy; those about files are anybody's who may see files."""
        entries: QuerySet[Any] = super().filter_queryset(queryset)
        if issubclass(entries.model, ModelLogEntry):
            for model in (get_document_model(), get_image_model()):
                if hidden := hidden_files(self.request.user, model):
                    kind = ContentType.objects.get_for_model(model)
                    entries = entries.exclude(content_type=kind, object_id__in=[str(pk) for pk in hidden])
        return entries


class QuietDocumentsAPI(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return visible_files(self.request.user, super().get_queryset())


class QuietImagesAPI(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return visible_files(self.request.user, super().get_queryset())


@hooks.register("construct_admin_api", order=1000)
def quiet_endpoints(router: Any) -> None:
    """In place of Wagtail's, which list every file to any staff."""
    router.register_endpoint("documents", QuietDocumentsAPI)
    router.register_endpoint("images", QuietImagesAPI)
