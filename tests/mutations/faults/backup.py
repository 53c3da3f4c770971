"""Backup and restore."""

from tests.mutations.fault import Fault

ROOM = "backup"
REFUSED = ("test_restore_refusals",)

FAULTS = (
    Fault(
        name="a file missing from an archive is not missed",
        room=ROOM,
        snippet="if wrong := sorted({*digests.items()} ^ {*manifest.members.items()}):",
        becomes="if wrong := sorted({*digests.items()} - {*manifest.members.items()}):",
        neighbourhood=REFUSED,
    ),
    Fault(
        name="an archive writes outside its folder",
        room=ROOM,
        snippet='inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == member.name and path.parts',
        becomes="inside = not path.is_absolute() and path.as_posix() == member.name and path.parts",
        neighbourhood=REFUSED,
    ),
    Fault(
        name="a link in an archive is unpacked",
        room=ROOM,
        snippet="    if not member.isreg():\n",
        becomes="    if member.isdev():\n",
        neighbourhood=REFUSED,
    ),
    Fault(
        name="an archive of a newer format is tried",
        room=ROOM,
        snippet='if given["format"] > FORMAT:',
        becomes='if given["format"] < FORMAT:',
        neighbourhood=REFUSED,
    ),
    Fault(
        name="the keys lie in a folder of the backups",
        room=ROOM,
        snippet="if keys.parent.is_relative_to(backup.parent):",
        becomes="if keys.parent.is_relative_to(backup):",
        neighbourhood=("test_backup",),
    ),
    Fault(
        name="a backup is readable by everybody on the machine",
        room=ROOM,
        snippet="os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)",
        becomes="os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)",
        neighbourhood=("test_backup",),
    ),
    Fault(
        name="a restore that breaks down leaves the new uploads in place",
        room=ROOM,
        snippet="        undo.append(media.take_back)\n",
        becomes="",
        neighbourhood=("test_restore",),
    ),
    Fault(
        name="a restore replaces a site that is at work unasked",
        room=ROOM,
        snippet="        if not replace:\n            _refuse_replacing",
        becomes="        if replace:\n            _refuse_replacing",
        neighbourhood=REFUSED,
    ),
    Fault(
        name="a step that fails after a restore is said to be done",
        room=ROOM,
        snippet="            failed.append(step.label)",
        becomes="            pass",
        neighbourhood=REFUSED,
    ),
)
