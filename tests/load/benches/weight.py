"""What a browser that has never been here fetches to show the home page."""

import gzip
import http.client
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from tests.load.load import HOST
from tests.load.registry import CannotRun, Figure, Table, bench, verdict
from tests.load.stage import Stage

AT_MOST = 120_000
PROXY_GZIP_LEVEL = 6  # pages leave Django as they are; the reverse proxy compresses them
PICTURES = ("/media/", "/images/")  # what editors upload; drawings of the platform itself are counted
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
IN_A_STYLE_SHEET = re.compile(r"""(?:url\(|@import\s)\s*["']?([^"')\s;]+)""")


class Fetches(HTMLParser):
    """Collects the addresses a browser fetches by itself on reading a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and RELATIONS & set((given.get("rel") or "").split()):
            self._add(given.get("href"))
        elif tag in {"script", "img", "source", "iframe"}:
            self._add(given.get("src") or (given.get("srcset") or "").split(" ")[0])

    def _add(self, address: str | None) -> None:
        if address and not address.startswith("data:"):
            self.addresses.append(address)


@bench("weight")
def first_view_of_home(stage: Stage) -> Iterator[Table]:
    connection = http.client.HTTPConnection(HOST, stage.site.port, timeout=10)
    rows: list[dict[str, Figure]] = []
    try:
        _, html = fetch(connection, "/", "identity")
        encoded, sent = fetch(connection, "/", "br, gzip")
        if not encoded:
            encoded, sent = f"gzip -{PROXY_GZIP_LEVEL}, ours", gzip.compress(html, PROXY_GZIP_LEVEL)
        rows.append({"what": "/", "raw": len(html), "sent": len(sent), "as": encoded})
        parser = Fetches()
        parser.feed(html.decode())
        waiting = list(dict.fromkeys(urljoin("/", address) for address in parser.addresses))
        for address in waiting:  # grows while style sheets name further files
            if urlsplit(address).netloc:
                raise CannotRun(f"The home page fetches from another site: {address}")
            if address.startswith(PICTURES):
                continue
            _, raw = fetch(connection, address, "identity")
            encoded, sent = fetch(connection, address, "br, gzip")
            rows.append({"what": address, "raw": len(raw), "sent": len(sent), "as": encoded or "as it is"})
            if address.endswith(".css"):
                named = (urljoin(address, each) for each in IN_A_STYLE_SHEET.findall(raw.decode()))
                waiting += [each for each in named if not each.startswith("data:") and each not in waiting]
    finally:
        connection.close()
    raw_total, sent_total = (sum(int(row[column] or 0) for row in rows) for column in ("raw", "sent"))
    rows.append({"what": "total", "raw": raw_total, "sent": sent_total, "as": verdict(sent_total, AT_MOST)})
    pictures = sum(address.startswith(PICTURES) for address in waiting)
    yield Table(
        f"First view of home in bytes; sent, at most {AT_MOST}",
        rows,
        [
            "bodies only; style sheets, scripts and drawings as the server sends them for Accept-Encoding: br, gzip",
            f"the page itself is compressed here, at gzip level {PROXY_GZIP_LEVEL}, as the reverse proxy does it",
            f"uploaded pictures left out: {pictures}",
        ],
    )


def fetch(connection: http.client.HTTPConnection, address: str, accept: str) -> tuple[str, bytes]:
    """How the body is encoded, and the body as it came."""
    connection.request("GET", address, headers={"Accept-Encoding": accept})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise CannotRun(f"{address} answered {response.status}.")
    return response.headers.get("Content-Encoding", ""), body
