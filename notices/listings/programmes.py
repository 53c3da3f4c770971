"""The programme a page belongs to, as a facet of lists: the same that search knows it by."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, CharField, Q, Value, When
from wagtail.models import Page

from foundation.listing.laying import Column
from search.surroundings import PROGRAMME_PATH, programmes

NAME, LABEL = "programme", "科技计划"
# What stands under no programme is a choice as well, where there are programmes at all.
NONE = ("none", "不属于某项计划")


def programme_column() -> Column:
    """One query more. A page in the section of programmes itself belongs to none."""
    known = {section.path: (section.slug, section.title) for section in programmes()}
    expression = Case(
        *(When(Q(path__startswith=path, depth__gt=PROGRAMME_PATH // Page.steplen), then=Value(path)) for path in known),
        default=Value(""),
        output_field=CharField(),
    )

    def names(paths: list[Any]) -> Mapping[Any, tuple[str, str]]:
        found = {path: name for path, name in known.items() if path in paths}
        return {**found, **({"": NONE} if "" in paths else {})}

    return Column(NAME, LABEL, expression, names)
