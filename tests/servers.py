"""Where the servers and the browser are that some tests need, and what a test does when they are not there."""

import os
import shutil

import pytest

# The shell is the same browser without the windows nobody sees, each of which costs a renderer of its own.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str | None:
    """The browser named in CHROMIUM, else the first found on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def postgres_url() -> str | None:
    """The PostgreSQL the tests run on, if they do."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else None


def elasticsearch_hosts() -> list[str]:
    """The Elasticsearch started for the tests. ELASTICSEARCH_HOSTS alone may point at one that holds real data."""
    if os.environ.get("GONGSHI_ELASTICSEARCH") != "1":
        return []
    return [host for host in os.environ.get("ELASTICSEARCH_HOSTS", "").split(",") if host]


def require(found: bool, reason: str) -> None:
    """Skip the test on a developer's machine; in CI nothing may be missing, and it fails."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
