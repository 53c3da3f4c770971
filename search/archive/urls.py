"""Addresses of the staff archive, under /archive/."""

from django.urls import path

from search.archive import views

urlpatterns = [
    path("", views.archive, name="archive"),
    path("complete/", views.complete, name="archive-complete"),
    path("export/", views.export_list, name="archive-export"),
    path("open/<str:key>/", views.open_found, name="archive-open"),
]
