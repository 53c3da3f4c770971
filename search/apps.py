"""Finding things: one protocol, two engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from search import health_checks, indexing, restoring  # noqa: F401  (they register themselves)
