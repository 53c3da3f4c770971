"""Public addresses of comments, under /regulations/comments/. Nothing of a person is ever in one."""

from django.urls import path

from notices.comments import views

urlpatterns = [
    path("new/", views.new, name="comment-new"),
    path("receipt/", views.receipt, name="comment-receipt"),
]
