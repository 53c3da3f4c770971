"""Official documents the public reads: announcements, and what follows them."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知公告"

    def ready(self) -> None:
        from notices import gates, home, triggers  # noqa: F401  (they register themselves)
        from notices.comments import gates as of_comments  # noqa: F401
        from notices.comments import retention, screens  # noqa: F401
        from notices.comments import triggers as on_comments  # noqa: F401
