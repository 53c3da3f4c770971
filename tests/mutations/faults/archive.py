"""The archive for staff: who sees what, and that it is written down."""

from tests.mutations.fault import Fault

ROOM = "archive"

FAULTS = (
    Fault(
        name="an editor finds what was sealed",
        room=ROOM,
        snippet="Role.EDITOR: AT_WORK,",
        becomes="Role.EDITOR: ALL_OF_IT,",
        neighbourhood=("test_archive_sight",),
    ),
    Fault(
        name="a supervisor opens a sealed original",
        room=ROOM,
        snippet="kept = [(role, pk) for role, pk in held if role is Role.ARCHIVIST]",
        becomes="kept = held",
        neighbourhood=("test_archive_told",),
    ),
    Fault(
        name="what was sealed this moment is shown until the index knows",
        room=ROOM,
        snippet='waiting = OutboxMessage.objects.filter(topic=TOPIC, done_at=None).values_list("payload", flat=True)',
        becomes='waiting = OutboxMessage.objects.filter(topic=TOPIC, dead_at__isnull=False).values_list("payload", flat=True)',
        neighbourhood=("search/test_archive",),
    ),
    Fault(
        name="what is carried away is not written down",
        room=ROOM,
        snippet="    _note(user, sight, What.EXPORT, asked, total, [seen[row.key] for row in kept])\n",
        becomes="",
        neighbourhood=("test_archive_export",),
    ),
    Fault(
        name="a cell of the export runs as a formula",
        room=ROOM,
        snippet="return [[harmless(cell) for cell in row] for row in rows]",
        becomes="return rows",
        neighbourhood=("test_archive_export",),
    ),
    Fault(
        name="an old question may be deleted from the record",
        room=ROOM,
        snippet="outdated = f\"{{row}}.what = 'completion' AND {{row}}.at < {_long_ago()}\"",
        becomes='outdated = f"{{row}}.at < {_long_ago()}"',
        neighbourhood=("test_archive_told",),
    ),
    Fault(
        name="of several sections asked the first alone is written down",
        room=ROOM,
        snippet="places = [pk for pk, _ in sight.sections] if sections is None else list(sections)",
        becomes="places = [pk for pk, _ in sight.sections][:1] if sections is None else list(sections)",
        neighbourhood=("test_archive_told",),
    ),
    Fault(
        name="a sealed page lies on the shelf of drafts",
        room=ROOM,
        snippet="Stage.SEALED: Shelf.SEALED,",
        becomes="Stage.SEALED: Shelf.DRAFTS,",
        neighbourhood=("test_archive_sight", "test_archive_told"),
    ),
)
