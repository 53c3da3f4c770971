"""Addresses of the home page's entrances, for the look over the site."""

from collections.abc import Iterable

from foundation.sitecheck.registry import addresses_of
from foundation.sitecheck.snapshot import Snapshot
from portal.models import HomeEntrance


@addresses_of
def entrances(site: Snapshot) -> Iterable[tuple[int, str]]:
    return HomeEntrance.objects.filter(page=None).values_list("home_id", "address")
