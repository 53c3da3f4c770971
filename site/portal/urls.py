"""Every address of the site, from the particular to Wagtail's pages."""

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView, TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from foundation.acts.atomic import atomic_when_writing
from foundation.acts.documents import asked_each_time
from foundation.acts.doors import ask_at_the_door
from foundation.ledger.feed import LedgerFeed
from portal.health import healthz, readyz
from portal.media import media
from portal.sitemap import site_map

handler400 = "foundation.errors.bad_request"
handler403 = "foundation.errors.permission_denied"
handler404 = "foundation.errors.page_not_found"
handler500 = "foundation.errors.server_error"

# The door innermost: what answers in place of a view of Wagtail's is one transaction and has the admin's policy too.
admin_patterns = decorate_urlpatterns(wagtailadmin_urls.urlpatterns, ask_at_the_door)
admin_patterns = decorate_urlpatterns(admin_patterns, atomic_when_writing)
admin_patterns = decorate_urlpatterns(admin_patterns, csp_replace(settings.ADMIN_CSP))

document_patterns = decorate_urlpatterns(wagtaildocs_urls.urlpatterns, asked_each_time)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", TemplateView.as_view(template_name="public/robots.txt", content_type="text/plain")),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/favicon.svg")),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": Sitemap}}),
    path("sitemap/", site_map, name="site-map"),
    path("feeds/ledger/", LedgerFeed(), name="ledger-feed"),
    path("search/", include("search.urls")),
    path("archive/", include("search.archive.urls")),
    path("admin/", include(admin_patterns)),
    path("documents/", include(document_patterns)),
    path("media/<path:path>", media, name="media"),
    path("", include("notices.urls")),
    path("regulations/comments/", include("notices.comments.urls")),
    path("", include("foundation.urls")),
    path("", include(wagtail_urls)),
]
