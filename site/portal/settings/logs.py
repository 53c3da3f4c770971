"""One JSON object a line, with the request's id; no address, account name, query string or body is ever written."""

from typing import Any


def logging_config(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "foundation.middleware.requests.RequestIdFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "gongshi": {"level": level},
            "django_tasks": {"level": "WARNING"},
            # Its messages carry account names and addresses; the security log in the database keeps those.
            "axes": {"level": "CRITICAL"},
            # Repeats what RequestLog already says, with the path and its query.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
        },
    }
