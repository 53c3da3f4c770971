"""Addresses of the screens where comments are read and answered, under /admin/comments/."""

from django.urls import path

from notices.comments import admin_views

urlpatterns = [
    path("", admin_views.comments, name="comments"),
    path("<int:pk>/", admin_views.comment, name="comment"),
    path("<int:pk>/contact/", admin_views.contact, name="comment-contact"),
]
