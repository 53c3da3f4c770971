"""Addresses of the wizard by which a regulation comes in, under /admin/regulations/."""

from django.urls import path

from notices.regulations import bringing_view, confirming_view, preview_view, settling_view

urlpatterns = [
    path("import/", bringing_view.bring, name="regulation-import"),
    path("sets/<int:pk>/", settling_view.settle_set, name="regulation-set"),
    path("sets/<int:pk>/change/", settling_view.change_set, name="regulation-set-change"),
    path("sets/<int:pk>/preview/", preview_view.preview_set, name="regulation-set-preview"),
    path("sets/<int:pk>/page/", preview_view.page_of_set, name="regulation-set-page"),
    path("sets/<int:pk>/confirm/", confirming_view.confirm_set, name="regulation-set-confirm"),
    path("sets/<int:pk>/original/", bringing_view.original, name="regulation-set-original"),
]
