"""The record of who searched the archive, under /admin/archive-record/."""

from django.urls import path

from search.archive.admin_views import record

urlpatterns = [path("", record, name="who-searched")]
