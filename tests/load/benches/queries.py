"""How often each kind of page asks the database."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.models import SectionPage
from notices.models import AnnouncementPage
from tests.load.load import HOST
from tests.load.registry import CannotRun, CountedPage, Figure, Table, bench, count_queries, counted_pages, verdict
from tests.load.stage import Stage


def newest_announcement() -> AnnouncementPage:
    page: AnnouncementPage = AnnouncementPage.objects.live().order_by("-first_published_at", "-pk")[0]
    return page


def its_section() -> str:
    section = SectionPage.objects.get(pk=newest_announcement().get_parent().pk)
    return str(section.get_url())


count_queries("home", "/", at_most=12)
count_queries("announcement", lambda: str(newest_announcement().get_url()))
count_queries("section", its_section)
count_queries("search, empty", "/search/")
count_queries("search, found", "/search/?q=%E5%85%AC%E5%91%8A")
count_queries("site map", "/sitemap/")
count_queries("not found", "/no-such-page/", status=404)


@bench("queries")
def queries_a_page(stage: Stage) -> Iterator[Table]:
    client = Client(headers={"host": f"{HOST}:{stage.port}"}, SERVER_PORT=str(stage.port))
    yield Table(
        "Queries a page",
        [_counted(client, page) for page in counted_pages],
        [
            "cold: as the first request after a start, with nothing kept of content types and site roots",
            "warm: the second request; the limit is for the cold one",
        ],
    )


def _counted(client: Client, page: CountedPage) -> dict[str, Figure]:
    address = page.address()
    cache.clear()
    ContentType.objects.clear_cache()
    cold, warm = _ask(client, page, address), _ask(client, page, address)
    return {
        "page": page.name,
        "cold": cold,
        "warm": warm,
        "at most": page.at_most,
        "verdict": verdict(cold, page.at_most),
    }


def _ask(client: Client, page: CountedPage, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != page.status:
        raise CannotRun(f"The page {page.name!r} answered {response.status_code} instead of {page.status}.")
    return len(captured)
