"""Finding things: one protocol, two engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from search import health_checks  # noqa: F401  (registers itself)
