"""Addresses of search."""

from django.urls import path

from search.feeds import SearchFeed
from search.views import complete, search

urlpatterns = [
    path("", search, name="search"),
    path("complete/", complete, name="search-complete"),
    path("feed/", SearchFeed(), name="search-feed"),
]
