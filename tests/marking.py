"""Which run a file of tests belongs to, beside the everyday one. A name stands for every path it is a part of."""

import pytest

# These start processes of their own, which the moved clock does not reach.
STARTS_PROCESSES = (
    "tests/scripts/", "test_backup", "test_restore", "test_worker", "test_concurrency", "test_startup", "test_at_once",
    "test_calendar_processes", "test_search_processes",
)  # fmt: skip

# These claim nothing that depends on today, and are not run again with the clock moved.
ANY_DAY = (
    "tests/notices/attachments/", "tests/notices/provisions/", "tests/search/", "tests/mutations/", "test_administration",
    "test_asked", "test_authorization", "test_bad_files", "test_comparing", "test_database_refuses", "test_deadline_cases",
    "test_drawing", "test_facets", "test_files_of_acts", "test_files_sealed", "test_holiday_text", "test_importing_acts",
    "test_marking", "test_messages", "test_no_way_around", "test_period_laws", "test_placing",
    "test_role_screens", "test_sealing_titles", "test_tampered", "test_two_editors", "test_who_may", "test_wizard",
)  # fmt: skip
# Some of them ask the clock all the same, each for a reason that has nothing to do with which day it is.
ASKS_THE_CLOCK = {
    "test_always_true": "a page that turns to another state later on, and moves there by itself",
    "test_archive": "rows that were noted just now or long ago",
    "test_authorization_matrix": "a deputy of these days, a deadline that is to come",
    "test_role_screens": "a role that begins or ends now",
}

# What PostgreSQL may refuse, lock, order, count or spell otherwise than SQLite does.
DATABASE_DIFFERS = (
    # every page, every screen and every form at least once
    "tests/crawl/test_crawl.py", "test_tampered",
    # triggers and constraints
    "test_database_refuses", "test_no_way_around", "test_sealing.py", "test_withdrawal", "test_correction", "test_terms",
    "test_files_of_acts", "test_signature_required", "test_break_glass", "test_cases", "test_roles", "test_repealed_once",
    # locks, numbers and transactions
    "test_concurrency", "test_at_once", "test_worker", "test_outbox", "test_acts.py", "test_scheduling", "test_numbers",
    "test_receiving", "test_answering", "test_counting", "test_ledger", "test_sent_again",
    # what is kept as JSON, in bulk or as bytes
    "test_office.py", "test_office_roles", "test_identity_act", "test_calendar_act", "test_importing_acts", "test_wizard.py",
    "test_uploading", "test_seed", "test_startup", "test_demo_archive",
    # questions with order, groups, or both of two tables
    "test_archive", "test_always_true", "test_sources", "test_rebuilding", "test_lists", "regulations/test_listing",
    "test_facets", "test_validity", "test_desk", "test_accounts", "test_security_log", "test_sealing_titles", "test_feeds",
    "test_retention", "sitecheck/test_finding", "test_administration", "test_documents.py",
    # saving and restoring
    "test_backup", "test_restore", "test_doctor",
)  # fmt: skip

ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "place", "installation"}
# What takes longest is begun first, so that no process is left alone with it at the end. The others need no order.
FIRST = (
    "tests/crawl/",
    "tests/foundation/world/",
    "test_listing",
    "tests/browser/",
    "tests/scripts/",
    "test_restore",
    "test_worker",
)


def named(path: str, names: tuple[str, ...]) -> bool:
    return any(name in path for name in names)


def mark(items: list[pytest.Item]) -> None:
    """Give every test the marks of its file, and put the longest files first."""
    for item in items:
        path = item.nodeid.partition("::")[0]
        if named(path, STARTS_PROCESSES):
            item.add_marker(pytest.mark.process)
        if named(path, ANY_DAY):
            item.add_marker(pytest.mark.any_day)
        if named(path, DATABASE_DIFFERS) and asks_a_database(item):
            item.add_marker(pytest.mark.database_differs)
    items.sort(key=lambda item: not named(item.nodeid, FIRST))


def asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("process") or item.get_closest_marker("django_db"):
        return True
    return bool(ASKS_A_DATABASE & set(getattr(item, "fixturenames", ())))
