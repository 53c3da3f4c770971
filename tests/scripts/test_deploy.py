"""What is handed to whoever runs the service: the example of variables, and the proxy in front of it, really run."""

import contextlib
import http.client
import http.server
import itertools
import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from scripts import processes
from tests.servers import require

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
# Seconds. Not how long anything may take, but when to say that it hangs.
PATIENCE = 120
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def test_the_example_names_every_variable_and_no_other():
    example = set(re.findall(r"^#?([A-Z][A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.M))
    settings = (ROOT / "site/portal/settings/environment.py").read_text()
    gunicorn = (ROOT / "gunicorn.conf.py").read_text()
    read = set(re.findall(r"^    ([A-Z][A-Z_]+)=\(", settings, re.M)) | set(
        re.findall(r'environ\.get\("(\w+)"', gunicorn)
    )
    assert example == read | {"POSTGRES_PASSWORD"}  # which compose.yaml reads


def test_every_variable_of_the_example_is_explained():
    lines = (DEPLOY / "env.example").read_text().splitlines()
    bare = [
        line
        for above, line in itertools.pairwise(lines)
        if re.match(r"#?[A-Z][A-Z_]+=", line) and not re.match(r"# |#?WEB_", above)
    ]
    assert bare == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        return True
    return False


class Site(http.server.BaseHTTPRequestHandler):
    """In place of the site: answers with the headers that reached it, and the status the address asks for."""

    protocol_version = "HTTP/1.1"
    words: ClassVar[dict[str, int]] = {"/missing": 404, "/maintenance": 503}

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(self.words.get(self.path, 200))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *args: object) -> None: ...


class Proxy:
    def __init__(self, plain: int, tls: int) -> None:
        self.plain, self.tls = plain, tls

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", self.tls, timeout=PATIENCE, context=trusting)
        with contextlib.closing(connection):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": "kjj.example.gov.cn", **named})
            response = connection.getresponse()
            return response.status, response.read().decode()


@pytest.fixture(scope="module")
def upstream() -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def proxy_before(upstream_port: int, folder: Path) -> Iterator[Proxy]:
    """deploy/nginx.conf as it is, but for ports and places."""
    require(bool(NGINX and shutil.which("openssl")), "nginx or openssl is not installed")
    certificate = [
        "-keyout",
        folder / "privkey.pem",
        "-out",
        folder / "fullchain.pem",
        "-subj",
        "/CN=test",
        "-days",
        "1",
    ]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *certificate], check=True, capture_output=True
    )
    proxy = Proxy(free_port(), free_port())
    places = {
        "listen 80;": f"listen 127.0.0.1:{proxy.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{proxy.tls} ssl;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "web:8000": f"127.0.0.1:{upstream_port}",
        "/etc/nginx/certs": str(folder),
        "/srv/errors": str(DEPLOY / "errors"),
        "/tmp/nginx.pid": str(folder / "nginx.pid"),
        "/dev/stdout": str(folder / "access.log"),
        "/dev/stderr": str(folder / "error.log"),
        "http {": "http {" + "".join(f"\n    {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy")),
    }
    text = (DEPLOY / "nginx.conf").read_text()
    for place, here in places.items():
        assert place in text, place
        text = text.replace(place, here)
    # The files of this checkout may be closed to nginx's own user; in the image it can read them.
    text = f"user {folder.owner()};\n{text}"
    (folder / "nginx.conf").write_text(text)
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    server = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        assert processes.wait_until(lambda: listens(proxy.tls), server, PATIENCE), (folder / "start.log").read_text()
        yield proxy
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.fixture(scope="module")
def proxy(upstream, tmp_path_factory) -> Iterator[Proxy]:
    with proxy_before(upstream.server_port, tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.mark.server
def test_the_proxy_says_who_asked_and_how_whatever_the_visitor_claims(proxy):
    status, body = proxy.ask("GET", "/", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="http", Forwarded="for=6.6.6.6")
    seen = json.loads(body)
    assert status == 200
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "https"
    assert seen["Host"] == "kjj.example.gov.cn"
    assert "Forwarded" not in seen
    assert re.fullmatch("[0-9a-f]{32}", seen["X-Request-ID"])


@pytest.mark.server
def test_plain_http_is_sent_to_https(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", "/lists/?page=2", headers={"Host": "kjj.example.gov.cn"})
        response = connection.getresponse()
        assert response.status == 301
        assert response.headers["Location"] == "https://kjj.example.gov.cn/lists/?page=2"


@pytest.mark.server
def test_the_sites_own_error_pages_pass_as_they_are(proxy):
    for path, expected in Site.words.items():
        status, body = proxy.ask("GET", path)
        assert status == expected
        assert "X-Forwarded-Proto" in body


@pytest.mark.server
def test_readiness_is_not_told_outside(proxy):
    assert proxy.ask("GET", "/readyz")[0] == 404


@pytest.mark.server
def test_what_is_too_large_is_refused_in_a_sentence(proxy):
    connection_status, body = proxy.ask("POST", "/", b"", Content_Length=str(71 * 1024 * 1024))
    assert connection_status == 413
    assert "一次提交不能超过 70 MB" in body
    assert "client_max_body_size 70m;" in (DEPLOY / "nginx.conf").read_text()


@pytest.mark.server
def test_when_the_site_is_down_a_page_says_so(tmp_path):
    with proxy_before(free_port(), tmp_path) as alone:
        status, body = alone.ask("GET", "/objections/new/")
    assert status == 502
    assert "网站暂时不能访问" in body


@pytest.mark.server
def test_the_proxys_log_holds_no_address_of_a_person_or_a_page(upstream, tmp_path):
    with proxy_before(upstream.server_port, tmp_path) as running:
        running.ask("GET", "/objections/status/?number=2026-0001")
    log = (tmp_path / "access.log").read_text()
    assert " GET 200 " in log
    assert "127.0.0.1" not in log
    assert "objections" not in log
