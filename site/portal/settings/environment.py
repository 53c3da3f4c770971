"""Every variable read from the environment, with its default. docs/operations.md has the same table, held equal by a test."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env(
    SECRET_KEY=(str, ""),
    DEBUG=(bool, False),
    ALLOWED_HOSTS=(list, []),
    CSRF_TRUSTED_ORIGINS=(list, []),
    SITE_URL=(str, "http://127.0.0.1:8000"),
    DATA_DIR=(str, str(BASE_DIR / "var")),
    DATABASE_URL=(str, ""),
    SEARCH_ENGINE=(str, "embedded"),
    ELASTICSEARCH_HOSTS=(list, ["http://127.0.0.1:9200"]),
    ELASTICSEARCH_INDEX=(str, "gongshi"),
    ELASTICSEARCH_SHARDS=(int, 1),
    ELASTICSEARCH_REPLICAS=(int, 0),
    SEARCHES_A_MINUTE=(int, 120),
    EMAIL_URL=(str, "consolemail://"),
    DEFAULT_FROM_EMAIL=(str, "no-reply@localhost"),
    HTTPS=(bool, True),
    HSTS_SECONDS=(int, 31_536_000),
    TRUSTED_PROXIES=(int, 0),
    SESSION_IDLE_MINUTES=(int, 30),
    SIGNIN_FAILURES=(int, 5),
    SIGNIN_LOCK_MINUTES=(int, 20),
    ATTACHMENT_MAX_MB=(int, 20),
    COMMENT_CONTACT_MONTHS=(int, 12),
    COMMENT_CONTACT_MOST_MONTHS=(int, 24),
    COMMENTS_AN_HOUR=(int, 20),
    LOG_LEVEL=(str, "INFO"),
)
