"""What the database refuses, whoever asks."""

from tests.mutations.fault import Fault

ROOM = "triggers"
FOUND_BY = ("test_database_refuses",)

FAULTS = (
    Fault(
        name="the title of a published act may be rewritten in the database",
        room=ROOM,
        snippet='"live", "title", "slug", "url_path", "path", "depth", "go_live_at",',
        becomes='"live", "slug", "url_path", "path", "depth", "go_live_at",',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="an approval may be deleted from the database",
        room=ROOM,
        snippet='    "foundation_approval": APPROVAL_WORDS,\n',
        becomes="",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="the draft that was approved may be rewritten in the database",
        room=ROOM,
        snippet='rewritten = f"NEW.content IS DISTINCT FROM OLD.content AND {judged}"',
        becomes='rewritten = f"NEW.content IS NULL AND {judged}"',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a row may be added to a published act in the database",
        room=ROOM,
        snippet='for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):',
        becomes='for event, row in (("UPDATE", "OLD"), ("DELETE", "OLD")):',
        neighbourhood=("test_announcements",),
    ),
    Fault(
        name="a row may be moved into a published act in the database",
        room=ROOM,
        snippet="guarded = f\"({guarded}) OR ({f'{published} AND {unpermitted}'.format(row='NEW', key=key)})\"",
        becomes='guarded = f"({guarded})"',
        neighbourhood=("test_announcements",),
    ),
    Fault(
        name="a role may be moved to another section in the database",
        room=ROOM,
        snippet='for column in ("user_id", "role", "section_id", "since", "until", "deputy_for_id")',
        becomes='for column in ("user_id", "role", "since", "until", "deputy_for_id")',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a revoked role may be given back in the database",
        room=ROOM,
        snippet='kept += " OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)"',
        becomes='kept += ""',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a section with published acts may be made private in the database",
        room=ROOM,
        snippet='"WHERE substr(page.path, 1, length(above.path)) = above.path)"',
        becomes='"WHERE page.path = above.path)"',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="the file of a published act may be exchanged in the database",
        room=ROOM,
        snippet='"title", "file", "collection_id", "focal_point_x"',
        becomes='"title", "collection_id", "focal_point_x"',
        neighbourhood=("test_database_refuses", "test_files_of_acts"),
    ),
    Fault(
        name="on PostgreSQL the ledger may be emptied at one stroke",
        room=ROOM,
        snippet="    if table in APPEND_ONLY:\n",
        becomes="    if table not in APPEND_ONLY:\n",
        neighbourhood=("test_ledger",),
        on="postgres",
    ),
    Fault(
        name="on PostgreSQL what may be deleted stays without a word",
        room=ROOM,
        snippet='passed = "RETURN OLD;" if event == "DELETE" else "RETURN NEW;"',
        becomes='passed = "RETURN NEW;"',
        neighbourhood=FOUND_BY,
        on="postgres",
    ),
)
