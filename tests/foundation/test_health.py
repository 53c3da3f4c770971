"""The registry of health checks, each check of the ground floor, and what /readyz makes of them."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

from foundation import health, health_checks
from foundation.clock import now
from foundation.health import Level, failure, findings, health_check, ok
from foundation.models import WorkerHeartbeat

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def no_other_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", {})


@pytest.mark.usefixtures("no_other_checks")
def test_a_check_that_breaks_is_a_failure_and_hides_no_other() -> None:
    health_check("first", "甲")(lambda: ok("好。"))
    health_check("broken", "乙")(lambda: 1 / 0)  # type: ignore[arg-type,return-value]
    health_check("last", "丙")(lambda: failure("坏了。", "请修。"))
    told = {check.code: finding for check, finding in findings()}
    assert [finding.level for finding in told.values()] == [Level.OK, Level.FAILURE, Level.FAILURE]
    assert "ZeroDivisionError" in told["broken"].says
    assert told["broken"].mend


@pytest.mark.usefixtures("no_other_checks")
def test_readiness_leaves_out_what_concerns_only_operators() -> None:
    health_check("for-all", "甲")(lambda: ok("好。"))
    health_check("for-operators", "乙", for_readiness=False)(lambda: ok("好。"))
    assert [check.code for check, _ in findings(for_readiness=True)] == ["for-all"]
    assert [check.code for check, _ in findings()] == ["for-all", "for-operators"]


@pytest.mark.usefixtures("no_other_checks")
def test_what_a_check_breaks_on_is_not_told_to_the_public(client: Client) -> None:
    def broken() -> health.Finding:
        raise RuntimeError("password=not-to-be-seen")

    health_check("broken", "乙")(broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "not-to-be-seen" not in answer.content.decode()


# --- the checks of the ground floor ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_and_its_structure_are_in_order() -> None:
    assert health_checks.database().level is Level.OK
    assert health_checks.migrations().level is Level.OK


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silent", "level", "says"),
    [
        (None, Level.FAILURE, "从未启动"),
        (timedelta(seconds=31), Level.FAILURE, "已有 31 秒没有动静"),
        (timedelta(seconds=29), Level.OK, "在运行"),
    ],
)
def test_a_worker_lives_while_it_is_heard_of(
    silent: timedelta | None, level: Level, says: str, settings: django_settings
) -> None:
    settings.TASKS = DATABASE_TASKS
    with time_machine.travel("2026-09-17 10:00 +0800", tick=False):
        if silent is not None:
            WorkerHeartbeat.objects.create(worker_id="one", started_at=now() - silent, beaten_at=now() - silent)
        found = health_checks.worker()
    assert (found.level, says in found.says) == (level, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "level", "says"),
    [
        ("2026-01-05", Level.WARNING, "没有 2027 年的"),
        ("2026-12-28", Level.WARNING, "没有 2027 年的"),
        ("2027-06-01", Level.WARNING, "没有 2027 年、2028 年的"),
        ("2025-06-01", Level.OK, "已有 2025 年和 2026 年"),
    ],
)
def test_a_year_without_a_notice_is_a_warning(day: str, level: Level, says: str) -> None:
    with time_machine.travel(f"{day} 10:00 +0800", tick=False):
        found = health_checks.calendar()
    assert (found.level, says in found.says) == (level, True)


def test_keys_that_others_can_read_are_a_warning(tmp_path: Path, settings: django_settings) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    assert health_checks.key_folder().says == "尚未生成密钥。"
    settings.KEYS_DIR.mkdir(mode=0o750)
    assert health_checks.key_folder().level is Level.WARNING
    settings.KEYS_DIR.chmod(0o700)
    assert health_checks.key_folder().level is Level.OK


def test_a_data_folder_that_is_missing_is_a_failure(tmp_path: Path, settings: django_settings) -> None:
    settings.DATA_DIR = tmp_path / "absent"
    assert health_checks.data_folder().level is Level.FAILURE


# --- /readyz ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def search_folder(tmp_path: Path, settings: django_settings) -> None:
    settings.SEARCH_DIR = tmp_path / "search"


@pytest.mark.django_db
@pytest.mark.usefixtures("search_folder")
def test_a_silent_worker_makes_the_site_not_ready(client: Client, settings: django_settings) -> None:
    settings.TASKS = DATABASE_TASKS
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    assert answer.json()["checks"]["worker"] == {
        "level": "failure",
        "says": "后台进程从未启动，邮件和检索更新不会发出。",
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("search_folder")
def test_a_year_without_a_notice_warns_and_the_site_is_ready(client: Client) -> None:
    with time_machine.travel("2027-06-01 10:00 +0800", tick=False):
        answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert answer.json()["checks"]["calendar"]["level"] == "warning"
    assert "no-store" in answer["Cache-Control"]
