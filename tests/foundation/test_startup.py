"""What a public deployment refuses to start with, each in a sentence."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from foundation.startup import configuration_faults, refuse_configuration
from tests.foundation.children import ROOT

GOOD: dict[str, Any] = {"secret_key": "k" * 64, "debug": False, "allowed_hosts": ["kjj.example.gov.cn"]}
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"secret_key": ""}, "没有设置 SECRET_KEY"),
    ({"secret_key": "k" * 49}, "不足 50 个字符"),
    ({"secret_key": "only-for-this-machine" + "k" * 64}, "SECRET_KEY 是默认值"),
    ({"secret_key": "django-insecure-" + "k" * 64}, "SECRET_KEY 是默认值"),
    ({"debug": True}, "DEBUG 处于打开状态"),
    ({"allowed_hosts": []}, "没有设置 ALLOWED_HOSTS"),
    ({"allowed_hosts": ["kjj.example.gov.cn", "*"]}, "ALLOWED_HOSTS 不能是 *"),
]


def test_a_good_configuration_has_no_fault(tmp_path: Path) -> None:
    assert list(configuration_faults(**GOOD, data_dir=tmp_path)) == []


@pytest.mark.parametrize(("fault", "says"), FAULTS)
def test_each_fault_is_named_alone(fault: dict[str, Any], says: str, tmp_path: Path) -> None:
    (found,) = configuration_faults(**{**GOOD, **fault}, data_dir=tmp_path)
    assert says in found
    assert "请" in found, "and how to mend it"


def test_a_data_folder_that_is_missing_is_a_fault(tmp_path: Path) -> None:
    (found,) = configuration_faults(**GOOD, data_dir=tmp_path / "absent")
    assert f"{tmp_path / 'absent'} 不存在或不可写" in found


def test_a_data_folder_that_cannot_be_written_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no mode stops.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (found,) = configuration_faults(**GOOD, data_dir=tmp_path)
    assert "不可写" in found


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_configuration(iter(["甲。", "乙。"]))
    assert str(refused.value) == "本站不能启动：\n  · 甲。\n  · 乙。"


# --- the production settings themselves ------------------------------------------------------------------------------


def check(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` as it runs when the image starts, with nothing but what is given here."""
    given = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "kjj.example.gov.cn",
        "SITE_URL": "https://kjj.example.gov.cn",
        "DATA_DIR": str(data),
        **environment,
    }
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={name: value for name, value in given.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_with_a_good_configuration_passes_every_check_silently(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"SECRET_KEY": ""}, "没有设置 SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "不足 50 个字符"),
        ({"DEBUG": "1"}, "DEBUG 处于打开状态"),
        ({"ALLOWED_HOSTS": ""}, "没有设置 ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS 不能是 *"),
        ({"DATA_DIR": "/nowhere/at/all"}, "/nowhere/at/all 不存在或不可写"),
    ],
)
def test_production_refuses_each_fault_with_its_sentence(
    environment: dict[str, str], says: str, tmp_path: Path
) -> None:
    done = check(tmp_path, **environment)
    assert done.returncode != 0
    assert says in done.stderr
    assert done.stderr.rpartition("本站不能启动")[2].count("·") == 1, "this fault and no other"


def test_production_says_no_secret_when_it_refuses(tmp_path: Path) -> None:
    done = check(tmp_path, SECRET_KEY="known-to-nobody", DATABASE_URL="postgres://gongshi:not-to-be-seen@db/gongshi")
    assert done.returncode != 0
    assert "known-to-nobody" not in done.stderr
    assert "not-to-be-seen" not in done.stderr
