"""What this app adds to the admin: the screens of comments, and the summary among the acts on a published page."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from foundation.acts.offering import KINDS
from notices.models import CommentSummaryPage

KINDS.append(CommentSummaryPage)


@hooks.register("register_admin_urls")
def screens_of_comments() -> list[URLPattern | URLResolver]:
    return [path("comments/", include("notices.comments.admin_urls"))]
