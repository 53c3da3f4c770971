"""What this app adds to the admin: the wizard's addresses, and the acts on a published regulation."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from foundation.acts.offering import KINDS
from notices.models import RegulationChangePage

KINDS.append(RegulationChangePage)


@hooks.register("register_admin_urls")
def own_screens() -> list[URLPattern | URLResolver]:
    return [path("regulations/", include("notices.regulations.urls"))]
