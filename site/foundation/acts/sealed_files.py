"""Which documents and pictures a person may know nothing of: what went with sealed acts, and with nothing public."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from foundation.acts.files import carried_by_live_pages
from foundation.acts.sealed_titles import hidden_from
from foundation.models.act_file import ActFile

CACHE = "_hidden_files"
Files = TypeVar("Files", bound=QuerySet[Any])


def hidden_files(user: Any, model: type[Model]) -> frozenset[int]:
    """Kept on the user, whom each request loads anew. One query while nothing is sealed."""
    kept: dict[str, frozenset[int]] = user.__dict__.setdefault(CACHE, {})
    label = model._meta.label_lower
    if label not in kept:
        kept[label] = _hidden(user, model)
    return kept[label]


def _hidden(user: Any, model: type[Model]) -> frozenset[int]:
    carried = ActFile.objects.filter(kind=model._meta.label_lower)
    sealed = hidden_from(user).values("pk")
    hidden = set(carried.filter(page_id__in=sealed).values_list("file_id", flat=True))
    if not hidden:
        return frozenset()
    hidden -= set(carried.filter(file_id__in=hidden).exclude(page_id__in=sealed).values_list("file_id", flat=True))
    return frozenset(hidden - carried_by_live_pages(model, hidden))


def visible_files(user: Any, files: Files) -> Files:
    """Those of them that may be listed to this person."""
    hidden = hidden_files(user, files.model)
    return files.exclude(pk__in=hidden) if hidden else files
