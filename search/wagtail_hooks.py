"""What the admin shows of search."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def own_screens() -> list[URLPattern | URLResolver]:
    return [path("archive-record/", include("search.archive.admin_urls"))]
