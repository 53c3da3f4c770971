"""What was only being typed into the archive's box is forgotten after a time; what was asked, carried away or opened never."""

from datetime import timedelta

from foundation.clock import now
from foundation.outbox import every
from search.models import ArchiveQuery, ArchiveQuerySection
from search.models.archive_query import DAYS_TYPING_IS_KEPT

ROWS_A_ROUND = 5_000
# The database goes by its own clock: a little later than it would allow.
MARGIN = timedelta(hours=1)


@every(hours=1)
def forget_typing() -> None:
    long_ago = now() - timedelta(days=DAYS_TYPING_IS_KEPT) - MARGIN
    typed = ArchiveQuery.objects.filter(what=ArchiveQuery.What.COMPLETION, at__lt=long_ago).order_by("at")
    pks = list(typed.values_list("pk", flat=True)[:ROWS_A_ROUND])
    ArchiveQuerySection.objects.filter(query__in=pks).delete()
    ArchiveQuery.objects.filter(pk__in=pks).delete()
