"""索引号: the number under which an item of disclosed information is catalogued: prefix/year-serial, never reused."""

from django.db.models import Max

from foundation.clock import today
from foundation.models.identity import BureauIdentity
from foundation.models.published_act import PublishedAct


def next_index_number() -> dict[str, str | int]:
    """For a page published now. The ledger's lock, held by the act since its row, makes two of them queue up."""
    return next_index_numbers(1)[0]


def next_index_numbers(count: int) -> list[dict[str, str | int]]:
    year = today().year
    last = PublishedAct.objects.filter(index_year=year).aggregate(last=Max("index_serial"))["last"] or 0
    identity = BureauIdentity.objects.only("index_prefix").first()
    prefix = f"{identity.index_prefix}/" if identity is not None and identity.index_prefix else ""
    return [
        {"index_year": year, "index_serial": serial, "index_number": f"{prefix}{year}-{serial:05}"}
        for serial in range(last + 1, last + 1 + count)
    ]
