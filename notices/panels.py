"""Panels of the editor's screens."""

from typing import Any

from wagtail.admin.panels import HelpPanel


class ProvisionsPanel(HelpPanel):
    """The provisions live outside the form: how they stand, and the way to where they are read and put right."""

    def __init__(self, content: str = "", template: str = "admin/regulations/provisions_panel.html", **kwargs: Any):
        super().__init__(content=content, template=template, **kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> Any:
            from notices.regulations.panel import panel_of

            return {**super().get_context_data(parent_context), "provisions": panel_of(self.instance)}
