"""Official documents the public reads: announcements, and what follows them."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知公告"

    def ready(self) -> None:
        from notices import documents, gates, home  # noqa: F401  (they register themselves)
