"""Alive and ready."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from foundation import health
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_broken_part() -> Iterator[None]:
    @health.health_check("broken_part", "某部件")
    def broken_part() -> health.Finding:
        return health.failure("某部件坏了。", "请修好它。")

    yield
    del health._checks["broken_part"]


def test_alive_asks_nothing_of_the_database(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/healthz").json() == {"status": "alive"}


@time_machine.travel("2026-03-01 10:00 +0800")
def test_ready_says_what_it_looked_at(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert {"database", "migrations", "search", "worker", "calendar"} <= response.json()["checks"].keys()


@pytest.mark.parametrize("day", ["2026-12-28", "2027-06-01"])
def test_a_missing_year_is_a_sentence_and_not_a_failure(day: str, client: Client) -> None:
    with time_machine.travel(f"{day} 10:00 +0800"):
        response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"]["calendar"]["level"] == "warning"
    assert "放假安排" in response.json()["checks"]["calendar"]["says"]


def test_not_ready_is_503_with_what_fails(client: Client, a_broken_part: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["broken_part"] == {"level": "failure", "says": "某部件坏了。"}


def test_health_addresses_are_never_cached_and_take_no_post(client: Client) -> None:
    assert "no-store" in client.get("/readyz")["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_pages_still_answer_when_search_is_away(client: Client, settings: object) -> None:
    small_site()
    settings.SEARCH_ENGINE = "elasticsearch"  # type: ignore[attr-defined]
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]  # type: ignore[attr-defined]
    assert client.get("/readyz").status_code == 503
    assert client.get("/").status_code == 200
