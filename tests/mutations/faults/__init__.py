"""The table: one list a room, in the order in which the product is told of."""

from tests.mutations.faults import (
    accounts,
    acts,
    archive,
    background,
    backup,
    calls,
    cases,
    comments,
    database,
    files,
    ledger,
    office,
    pages,
    reader,
    roles,
    search,
    sitecheck,
    time,
    validity,
)

ROOMS = (
    "time", "roles", "four eyes", "gates", "digests", "triggers", "ledger", "outbox", "reader", "validity", "calls",
    "comments", "files", "search", "archive", "pages", "accounts", "cases", "mail", "backup", "sitecheck", "demo",
)  # fmt: skip

FAULTS = (
    *time.FAULTS,
    *roles.FAULTS,
    *acts.FAULTS,
    *office.FAULTS,
    *database.FAULTS,
    *ledger.FAULTS,
    *background.FAULTS,
    *reader.FAULTS,
    *validity.FAULTS,
    *calls.FAULTS,
    *comments.FAULTS,
    *files.FAULTS,
    *search.FAULTS,
    *archive.FAULTS,
    *pages.FAULTS,
    *accounts.FAULTS,
    *cases.FAULTS,
    *backup.FAULTS,
    *sitecheck.FAULTS,
)
