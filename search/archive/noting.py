"""Writing down what was asked of the archive: before the answer leaves it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from foundation.clock import now
from foundation.models import User
from search.archive.access import Sight
from search.models import ArchiveQuery, ArchiveQuerySection

LONGEST = 210


def note_use(
    user: User,
    sight: Sight,
    what: ArchiveQuery.What,
    query: str,
    *,
    filters: Mapping[str, Any] | None = None,
    hits: int = 0,
    sealed: int = 0,
    sections: Iterable[int] | None = None,
) -> None:
    """`sections`: where it was looked, if not in all of those this person has a role for."""
    with transaction.atomic():
        row = ArchiveQuery.objects.create(
            what=what,
            by=user,
            at=now(),
            query=query[:LONGEST],
            filters=dict(filters or {}),
            hits=hits,
            sealed=sealed,
        )
        places = [pk for pk, _ in sight.sections] if sections is None else list(sections)
        ArchiveQuerySection.objects.bulk_create(ArchiveQuerySection(query=row, section_id=pk) for pk in places)
