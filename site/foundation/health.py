"""What must work for the site to serve. Each app registers its checks in its apps.py; /readyz and `doctor` ask them all."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError

logger = logging.getLogger("gongshi.health")


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in a sentence, and what to do about it."""

    level: Level
    says: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    code: str
    label: str
    ask: Callable[[], Finding]
    # A check that is slow or only of interest to operators is left to `doctor`.
    for_readiness: bool


_checks: dict[str, Check] = {}


def health_check(
    code: str, label: str, *, for_readiness: bool = True
) -> Callable[[Callable[[], Finding]], Callable[[], Finding]]:
    """Register a function that looks at one thing and answers with a Finding."""

    def register(ask: Callable[[], Finding]) -> Callable[[], Finding]:
        _checks[code] = Check(code, label, ask, for_readiness)
        return ask

    return register


def ok(says: str) -> Finding:
    return Finding(Level.OK, says)


def warning(says: str, mend: str) -> Finding:
    return Finding(Level.WARNING, says, mend)


def failure(says: str, mend: str) -> Finding:
    return Finding(Level.FAILURE, says, mend)


def findings(*, for_readiness: bool = False) -> list[tuple[Check, Finding]]:
    """Ask every check. One that breaks is itself a failure; it never hides the others."""
    return [(check, _answer(check)) for check in _checks.values() if check.for_readiness or not for_readiness]


def _answer(check: Check) -> Finding:
    try:
        return check.ask()
    except DatabaseError:
        logger.warning("health check found no database", extra={"check": check.code})
        return failure("连不上数据库。", "请检查 DATABASE_URL 和数据库服务。")
    except Exception as error:
        logger.exception("health check broke", extra={"check": check.code})
        return failure(f"检查时出错：{type(error).__name__}。", "请查看日志中同一时刻的错误。")
