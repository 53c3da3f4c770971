"""`doctor`: what an operator reads, and what a monitor reads."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError

from foundation import health
from foundation.health import Finding, failure, health_check, ok, warning
from foundation.management.commands import doctor
from foundation.startup import DEMO_MAIL
from tests.factories.people import UserFactory
from tests.foundation import Installation


@pytest.fixture(autouse=True)
def no_other_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_checks", {})


def register(code: str, label: str, finding: Finding) -> None:
    health_check(code, label)(lambda: finding)


def examine(**options: Any) -> tuple[str, int]:
    said, code = StringIO(), 0
    try:
        call_command("doctor", stdout=said, **options)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return said.getvalue(), code


def test_when_all_is_well_it_says_so_and_exits_with_0() -> None:
    register("disk", "磁盘", ok("还有 20 GB。"))
    assert examine() == ("正常　磁盘：还有 20 GB。\n\n全部正常。\n", 0)


def test_a_warning_is_named_with_what_to_do_and_exits_with_0() -> None:
    register("calendar", "工作日日历", warning("没有 2027 年的安排。", "请录入。"))
    said, code = examine()
    assert "注意　工作日日历：没有 2027 年的安排。" in said
    assert "怎么办：请录入。" in said
    assert "没有故障，有 1 项要注意。" in said
    assert code == 0


def test_a_failure_is_named_with_what_to_do_and_exits_with_1() -> None:
    register("disk", "磁盘", ok("还有 20 GB。"))
    register("worker", "后台进程", failure("没有动静。", "请重新启动。"))
    said, code = examine()
    assert "正常　磁盘" in said
    assert "故障　后台进程：没有动静。\n　　　怎么办：请重新启动。" in said
    assert "有 1 项故障，0 项要注意。" in said
    assert code == 1


def test_a_monitor_gets_the_same_as_json() -> None:
    register("worker", "后台进程", failure("没有动静。", "请重新启动。"))
    said, code = examine(json=True)
    assert json.loads(said) == {
        "healthy": False,
        "checks": [
            {"code": "worker", "label": "后台进程", "level": "failure", "says": "没有动静。", "mend": "请重新启动。"}
        ],
    }
    assert code == 1


@pytest.mark.django_db
def test_in_production_a_demo_account_that_can_sign_in_is_a_failure(settings: django_settings) -> None:
    settings.DEMO_ALLOWED = False
    assert examine() == ("正常　演示账号：都已停用。\n\n全部正常。\n", 0)
    UserFactory(username="demo-editor", email=f"demo-editor{DEMO_MAIL}")
    said, code = examine()
    assert "故障　演示账号：还有 1 个演示账号可以登录：demo-editor。" in said
    assert code == 1


@pytest.mark.django_db
def test_elsewhere_demo_accounts_are_no_concern() -> None:
    UserFactory(email=f"demo-editor{DEMO_MAIL}")
    assert examine() == ("\n全部正常。\n", 0)


def test_demo_accounts_that_cannot_be_asked_for_are_a_failure(
    settings: django_settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Iterator[str]:
        raise OperationalError

    settings.DEMO_ALLOWED = False
    monkeypatch.setattr(doctor, "account_faults", away)
    said, code = examine()
    assert "故障　演示账号：数据库不可用，没能检查。" in said
    assert code == 1


def test_with_the_database_away_the_other_checks_are_still_told(tmp_path: Path) -> None:
    # Nothing listens on port 9.
    away = Installation(tmp_path, {"DATABASE_URL": "postgres://gongshi:x@127.0.0.1:9/gongshi"})
    said = away.run("doctor", refused=True)
    assert "故障　数据库" in said
    assert "正常　数据目录" in said
