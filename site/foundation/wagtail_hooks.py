"""The admin in our words and colours, with the person's own work first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import DateField, DateTimeField, ForeignKey
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry

from foundation.accounts.closed import hide_closed, refuse_bulk_action
from foundation.accounts.closed import urlpatterns as closed_addresses
from foundation.acts import offering  # noqa: F401  (registers itself)
from foundation.acts.history import act_history
from foundation.acts.listings import QuietPageChooser, QuietRecentEdits, quiet_choices
from foundation.acts.page_policy import QuietPagePolicy
from foundation.acts.screens import read_sealed, take_signature_back
from foundation.acts.views import judge_page, preview, preview_carried
from foundation.attachments import AttachmentLink
from foundation.desk import DeskPanel, panels_for
from foundation.form_days import DayField, MomentField
from foundation.leaving import OutsideLink
from foundation.office.screens import SCREENS, ScreenItem

register_permission_policy(Page, QuietPagePolicy())
register_form_field_override(
    ForeignKey, to=Page, override=lambda field: {"widget": QuietPageChooser(target_models=[field.related_model])}
)
register_form_field_override(DateField, override={"widget": AdminDateInput, "form_class": DayField})
register_form_field_override(DateTimeField, override={"widget": AdminDateTimeInput, "form_class": MomentField})
hooks.register("construct_page_chooser_queryset", quiet_choices)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class DeskComponent(Component):
    def __init__(self, panel: DeskPanel, order: int) -> None:
        self.panel, self.order = panel, order
        self.template_name = panel.template

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"request": parent_context["request"], "heading": self.panel.heading, **self.panel.context}


@hooks.register("construct_homepage_panels")
def show_the_desk(request: HttpRequest, panels: list[Component]) -> None:
    """Put the person's own work before Wagtail's panels, in place of those that offer to judge."""
    replaced = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [
        QuietRecentEdits() if isinstance(panel, RecentEditsPanel) else panel
        for panel in panels
        if not isinstance(panel, replaced)
    ]
    panels[:0] = [DeskComponent(panel, order) for order, panel in enumerate(panels_for(request))]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_of_things(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("register_help_menu_item")
def handbook_menu_item() -> MenuItem:
    return MenuItem("使用手册", reverse("handbook"), icon_name="help", order=10)


@hooks.register("construct_help_menu")
def only_our_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.url == reverse("handbook")]


@hooks.register("construct_reports_menu")
def no_reports_of_wagtails_workflow(request: HttpRequest, items: list[MenuItem]) -> None:
    """Its links lead where editing is; what is on its way stands on the desk, with who judged it and why."""
    items[:] = [item for item in items if item.name not in ("workflows", "workflow-tasks")]


@hooks.register("register_admin_urls")
def own_screens() -> list[URLPattern | URLResolver]:
    return [
        path("handbook/", include("foundation.handbook_urls")),
        path("", include("foundation.office.urls")),
        path("", include("foundation.accounts.urls")),
        path("", include("foundation.holidays.urls")),
        path("", include("foundation.sitecheck.urls")),
        path("acts/", act_history, name="acts"),
        path("acts/<int:pk>/", judge_page, name="act-judge"),
        path("acts/<int:pk>/preview/", preview, name="act-preview"),
        path("acts/<int:pk>/carried/", preview_carried, name="act-preview-carried"),
        path("sealed/<int:pk>/", read_sealed, name="read-sealed"),
        path("scheduled/<int:pk>/take-back/", take_signature_back, name="take-signature-back"),
    ]


@hooks.register("register_admin_urls", order=-100)
def closed_screens() -> list[URLPattern | URLResolver]:
    return list(closed_addresses)


hooks.register("before_bulk_action", refuse_bulk_action)
for offered in ("construct_settings_menu", "construct_search"):
    hooks.register(offered, hide_closed)
for place, screen in enumerate(SCREENS):
    hooks.register("register_admin_menu_item", partial(ScreenItem, screen, 150 + place))


@hooks.register("register_rich_text_features", order=1000)  # after Wagtail's own link to documents
def outside_links_say_so(features: FeatureRegistry) -> None:
    features.register_link_type(OutsideLink)
    features.register_link_type(AttachmentLink)
