"""Asking other sites: only public addresses, by the very address that was judged, with real servers."""

import http.server
import ipaddress
import threading
from collections.abc import Iterator

import pytest

from foundation.sitecheck.outside import Answer, ask, is_public


class Handler(http.server.BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path))  # type: ignore[attr-defined]
        if self.path == "/no-head" and self.command == "HEAD":
            self.send_response(405)
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/there")
        elif self.path == "/inward":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        elif self.path.startswith("/gone"):
            self.send_response(404)
        elif self.path == "/closed":
            self.send_response(403)
        else:
            self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[http.server.HTTPServer]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def local(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return str(address) == "127.0.0.1"


def asked(server: http.server.HTTPServer, path: str) -> Answer:
    return ask(f"http://127.0.0.1:{server.server_port}{path}", allows=local, ports=None)


@pytest.mark.parametrize("path", ["/there", "/no-head", "/moved", "/closed", "/中文?名=单"])
def test_what_answers_works(path: str, server: http.server.HTTPServer) -> None:
    assert asked(server, path).works is True


@pytest.mark.parametrize("path", ["/gone", "/gone?x=1", "/round"])
def test_what_is_gone_does_not(path: str, server: http.server.HTTPServer) -> None:
    assert asked(server, path).works is False


def test_get_is_asked_only_where_head_is_refused(server: http.server.HTTPServer) -> None:
    asked(server, "/there")
    asked(server, "/no-head")
    assert server.asked == [("HEAD", "/there"), ("HEAD", "/no-head"), ("GET", "/no-head")]  # type: ignore[attr-defined]


def test_a_redirect_inward_is_not_followed(server: http.server.HTTPServer) -> None:
    assert asked(server, "/inward") == Answer(None, "这个地址在内网或本机，没有试")


def test_the_house_itself_is_never_asked(server: http.server.HTTPServer) -> None:
    for host in ("127.0.0.1", "localhost"):
        assert ask(f"http://{host}:{server.server_port}/there", ports=None).works is None
    assert server.asked == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/", "http://0.0.0.0/",
        "http://[::1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
        "http://100.64.0.1/", "http://example.org:22/", "ftp://example.org/", "http://user@example.org/", "file:///etc/passwd",
        "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_no_address_of_a_network_within_is_asked(url: str) -> None:
    assert ask(url).works is not True
    assert ask(url).works is None


@pytest.mark.parametrize("address", ["64:ff9b::a00:1", "2002:a00:1::", "::ffff:127.0.0.1"])
def test_an_inner_address_in_an_outer_dress_is_known(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_nobody_there_is_said(server: http.server.HTTPServer) -> None:
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert ask(f"http://127.0.0.1:{port}/", allows=local, ports=None) == Answer(False, "连不上")


@pytest.mark.parametrize("url", ["http://[", "http://", "https://\x00/", "http://a:99999999/"])
def test_no_address_makes_it_fall_over(url: str) -> None:
    assert ask(url).works is not True
