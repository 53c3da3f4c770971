"""Which public pages hold the words typed, by their titles and abstracts."""

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from foundation.visibility import public_pages


def pages_with(words: list[str]) -> PageQuerySet[Page]:
    """Live, public pages in whose title or abstract every word occurs, newest first."""
    if not words:
        return Page.objects.none()
    found = public_pages(Page.objects.filter(depth__gt=2))
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(search_description__icontains=word))
    return found.order_by("-first_published_at", "-pk")
