"""Panels of the editor's screens."""

from typing import Any

from wagtail.admin.panels import HelpPanel


class ProvisionsPanel(HelpPanel):
    """The provisions live outside the form: how they stand, and the way to where they are read and put right."""

    def __init__(self, content: str = "", template: str = "admin/regulations/provisions_panel.html", **kwargs: Any):
        super().__init__(content=content, template=template, **kwargs)
