"""The address of the site check's screen, under /admin/."""

from django.urls import path

from foundation.sitecheck.views import site_check

urlpatterns = [path("site-check/", site_check, name="site-check")]
