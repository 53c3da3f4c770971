"""The ground floor: every app stands on it, and it knows no business."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = "基础"

    def ready(self) -> None:
        from foundation import checks, desk_panels, health_checks, security_log  # noqa: F401  (they register themselves)
