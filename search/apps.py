"""Finding things: one protocol, two engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from search import (  # noqa: F401  (they register themselves)
            health_checks,
            indexing,
            restoring,
            triggers,
        )
        from search.archive import retention, screens  # noqa: F401
