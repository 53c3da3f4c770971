"""What it costs to know who may do what."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.models import RoleHolding, SectionPage, User
from foundation.roles import Role
from foundation.standing import standing_of
from tests.load.load import HOST
from tests.load.registry import CannotRun, Figure, Table, bench, verdict
from tests.load.stage import Stage

ASKED = 200
HOLDINGS = RoleHolding._meta.db_table
AT_MOST = 1


@bench("roles")
def role_checks(stage: Stage) -> Iterator[Table]:
    section = SectionPage.objects.order_by("path")[0]
    with transaction.atomic():  # what is granted here is undone
        reviewer = User.objects.create(username="bench-reviewer", email="bench@example.invalid")
        RoleHolding.objects.create(user=reviewer, role=Role.REVIEWER.value, section=section, since=reviewer.date_joined)
        home = _staff_home(stage, reviewer)
        yield Table(
            "Queries for roles",
            [
                _counted(f"{ASKED} questions about one person", lambda: _ask(reviewer, section)),
                _counted("an anonymous visitor", lambda: standing_of(AnonymousUser())),
                _counted("the staff home, a request", home),
            ],
        )
        yield Table(
            "Role check, milliseconds", [{"what": "asked afresh at an act", "figure": _fresh(reviewer, section)}]
        )
        transaction.set_rollback(True)


def _counted(what: str, do: Callable[[], object]) -> dict[str, Figure]:
    with CaptureQueriesContext(connection) as captured:
        do()
    count = sum(HOLDINGS in query["sql"] for query in captured)
    return {"what": what, "queries": count, "at most": AT_MOST, "verdict": verdict(count, AT_MOST)}


def _ask(user: User, section: SectionPage) -> None:
    someone = User.objects.get(pk=user.pk)
    for _ in range(ASKED):
        standing_of(someone).may(Role.REVIEWER, section)


def _staff_home(stage: Stage, user: User) -> Callable[[], object]:
    """One request of someone signed in, the sign-in and what a first request keeps already done."""
    user.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    client = Client(headers={"host": f"{HOST}:{stage.port}"}, SERVER_PORT=str(stage.port))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def ask() -> None:
        status = client.get(reverse("wagtailadmin_home")).status_code
        if status != 200:
            raise CannotRun(f"The staff home answered {status}.")

    ask()
    return ask


def _fresh(user: User, section: SectionPage) -> float:
    taken = []
    for _ in range(ASKED):
        started = time.perf_counter()
        standing_of(user, fresh=True).may(Role.REVIEWER, section)
        taken.append(time.perf_counter() - started)
    return median(taken) * 1000
