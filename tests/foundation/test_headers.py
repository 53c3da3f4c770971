"""What a browser is told, and what the log is not."""

import json
import logging

import pytest
from django.test import Client
from pythonjsonlogger.json import JsonFormatter

from foundation.middleware.requests import RequestIdFilter
from foundation.models import User
from portal.settings.logs import logging_config
from tests.factories.people import staff
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db


def directives(policy: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}


def test_public_pages_allow_no_inline_script_or_style_and_no_other_host(client: Client) -> None:
    small_site()
    policy = directives(client.get("/")["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert "http" not in "".join(policy.values())


def test_public_pages_have_no_inline_script_or_style(client: Client) -> None:
    small_site()
    for address in ("/", "/search/?q=公告", "/sitemap/", "/announcements/", "/nothing/"):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "<script>" not in html
        assert " onclick=" not in html


def test_only_the_admin_may_run_inline_script(client: Client) -> None:
    assert "'unsafe-inline'" in directives(client.get("/admin/login/")["Content-Security-Policy"])["script-src"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_usual_headers_are_there(name: str, value: str, client: Client) -> None:
    assert client.get("/healthz")[name] == value


def test_camera_place_and_microphone_are_refused(client: Client) -> None:
    policy = client.get("/healthz")["Permissions-Policy"]
    assert all(f"{feature}=()" in policy for feature in ("camera", "geolocation", "microphone"))


def test_a_visitor_gets_no_cookie(client: Client) -> None:
    small_site()
    for address in ("/", "/search/?q=公告", "/sitemap/"):
        assert not client.get(address).cookies


def test_a_well_formed_request_id_is_kept_and_any_other_replaced(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "abcdef-12345678"})["X-Request-ID"] == "abcdef-12345678"
    for bad in ("short", "with space in it", "x" * 100, "<script>alert(1)"):
        assert client.get("/healthz", headers={"X-Request-ID": bad})["X-Request-ID"] != bad


def test_a_request_is_one_json_line_without_what_was_typed(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    small_site()
    with caplog.at_level(logging.INFO, logger="gongshi.request"):
        client.get("/search/?q=13800138000", headers={"user-agent": "someone"}, REMOTE_ADDR="203.0.113.9")
        client.get("/zhang-san-13800138000/")
    formatter = JsonFormatter(**{k: v for k, v in logging_config("INFO")["formatters"]["json"].items() if k != "()"})
    for record in caplog.records:
        RequestIdFilter().filter(record)
        line = formatter.format(record)
        assert json.loads(line)["message"] == "request"
        for private in ("13800138000", "203.0.113.9", "someone", "zhang"):
            assert private not in line


def test_a_session_ends_after_idle_minutes(client: Client) -> None:
    user: User = staff()
    client.force_login(user)
    client.get("/admin/")
    assert client.session.get_expiry_age() <= 30 * 60
