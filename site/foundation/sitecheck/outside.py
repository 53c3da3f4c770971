"""Asks another site whether a page is there. Only public addresses are asked: the name is looked up once, what it means
is judged, and that very address is called, so that no answer of a name server leads into the house's own network."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

SECONDS = 5
REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
AGENT = "Mozilla/5.0 (compatible; Gongshi-link-check)"
# Some servers refuse HEAD, some refuse machines; neither says that the page is gone.
ASK_AGAIN = frozenset({400, 401, 403, 404, 405, 501, 503})
NOT_GONE = frozenset({401, 403, 405, 429})

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Allows = Callable[[IPAddress], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """`works` is None when it was not asked, and `says` why."""

    works: bool | None
    says: str = ""


class _NotAsked(Exception):
    pass


def is_public(address: IPAddress) -> bool:
    """A global address, also when an older one is wrapped in it (::ffff:10.0.0.1, 64:ff9b::/96, 6to4, Teredo)."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if wrapped is not None:
            return is_public(wrapped)
        if address in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


def ask(url: str, *, allows: Allows = is_public, ports: dict[str, int] | None = PORTS) -> Answer:
    """HEAD, then GET where HEAD is refused; redirects are followed by hand, each judged anew."""
    try:
        for method in ("HEAD", "GET"):
            status = _follow(url, method, allows, ports)
            if status < 400 or (method == "GET" and status in NOT_GONE):
                return Answer(True)
            if status not in ASK_AGAIN:
                break
        return Answer(False, f"对方回答 {status}")
    except _NotAsked as refused:
        return Answer(None, str(refused))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(False, "超时" if isinstance(error, TimeoutError) else "连不上")


def _follow(url: str, method: str, allows: Allows, ports: dict[str, int] | None) -> int:
    for _ in range(REDIRECTS + 1):
        status, location = _once(url, method, allows, ports)
        if status not in (301, 302, 303, 307, 308) or not location:
            return status
        url = urljoin(url, location)
    raise http.client.HTTPException("too many redirects")


def _once(url: str, method: str, allows: Allows, ports: dict[str, int] | None) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise _NotAsked("不是普通的网页地址，没有试")
    port = parts.port or PORTS[parts.scheme]
    if ports is not None and port != ports[parts.scheme]:
        raise _NotAsked(f"端口 {port} 不是网站常用的端口，没有试")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    address = _allowed_address(host, port, allows)
    kind = _PinnedHTTPS if parts.scheme == "https" else _Pinned
    connection = kind(host, port, address)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, _ascii(target), headers={"User-Agent": AGENT, "Accept": "*/*"})
        response = connection.getresponse()
        return response.status, response.headers.get("Location", "")
    finally:
        connection.close()


def _allowed_address(host: str, port: int, allows: Allows) -> str:
    """One address, where every address of this name is allowed: a name that means both is not trusted."""
    found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(allows(ipaddress.ip_address(one.partition("%")[0])) for one in found):
        raise _NotAsked("这个地址在内网或本机，没有试")
    return sorted(found, key=lambda one: ":" in one)[0]


def _ascii(target: str) -> str:
    return "".join(one if one.isascii() and one.isprintable() and one != " " else _quoted(one) for one in target)


def _quoted(one: str) -> str:
    return "".join(f"%{byte:02X}" for byte in one.encode())


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was judged, whatever the name means by then."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _PinnedHTTPS(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.secure)
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.secure.wrap_socket(plain, server_hostname=self.host)
