"""Asking the archive as one of the staff."""

from typing import Any

from django.test import Client

from foundation.models import User
from foundation.roles import Role
from search.archive.sight import READERS

KEEPERS = (Role.ARCHIVIST, Role.SUPERVISOR)
WORKERS = (Role.EDITOR, Role.REVIEWER, Role.SIGNATORY)
OTHERS = tuple(role for role in Role if role not in READERS)


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def told(user: User, q: str = "", **asked: Any) -> Any:
    """As the machines are told."""
    response = client_of(user).get("/archive/", {"q": q, "format": "json", **asked})
    assert response.status_code == 200
    return response.json()


def stages(user: User, q: str = "", **asked: Any) -> list[tuple[str, str]]:
    return sorted((hit["stage"], hit["title"]) for hit in told(user, q, **asked)["hits"])
