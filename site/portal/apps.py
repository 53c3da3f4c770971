"""The roof: settings, addresses, the home page, the demo."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from portal import crawl, documents, site_links  # noqa: F401  (they register themselves)
