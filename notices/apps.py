"""Official documents the public reads: announcements and calls, and what follows them."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知公告"

    def ready(self) -> None:
        from notices import (  # noqa: F401
            archive,
            documents,
            feeds,
            file_looker,
            following,
            gates,
            home,
            regulation_gates,
            repeal_gates,
            screens,
            triggers,
        )
        from notices.calls import gates as of_calls  # noqa: F401
        from notices.comments import gates as of_comments  # noqa: F401
        from notices.comments import reminding, retention  # noqa: F401
        from notices.comments import screens as of_comment_screens  # noqa: F401
        from notices.comments import triggers as on_comments  # noqa: F401
        from notices.listings import announcements  # noqa: F401
        from notices.regulations import expiring, listing  # noqa: F401
