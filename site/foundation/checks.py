"""System checks: what `manage.py check` and `check --deploy` say of this project besides Django's own."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from foundation.process import registered

SHORTEST_LOG_DAYS = 183


@register(Tags.security)
def the_security_log_is_kept_six_months(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.SECURITY_LOG_KEEP_DAYS < SHORTEST_LOG_DAYS:
        return [
            Error(
                "登录与权限记录须至少保存六个月（《网络安全法》）。",
                "SECURITY_LOG_KEEP_DAYS ≥ 183",
                id="foundation.E001",
            )
        ]
    return []


@register()
def the_search_engine_is_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.SEARCH_ENGINE not in ("embedded", "elasticsearch"):
        return [
            Error(
                f"SEARCH_ENGINE 不能是 {settings.SEARCH_ENGINE!r}。", "embedded 或 elasticsearch", id="foundation.E002"
            )
        ]
    return []


@register()
def every_process_is_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [Error(fault, id="foundation.E003") for process in registered() for fault in process.faults()]
