"""Uploads, attachments, and files that went with what was sealed."""

from tests.mutations.fault import Fault

ROOM = "files"

FAULTS = (
    Fault(
        name="whoever is signed in sees the pictures of drafts",
        room=ROOM,
        snippet="if not (sealed or public or works_with_files(request.user)):",
        becomes="if not (sealed or public or request.user.is_authenticated):",
        neighbourhood=("test_media",),
    ),
    Fault(
        name="the attachment of a draft is there for visitors",
        room=ROOM,
        snippet="if not public and not works_with_files(request.user):",
        becomes="if sealed and not works_with_files(request.user):",
        neighbourhood=("test_files_not_public",),
    ),
    Fault(
        name="the attachment of a draft is kept by caches",
        room=ROOM,
        snippet="        if sealed or not public:\n            patch_cache_control",
        becomes="        if sealed:\n            patch_cache_control",
        neighbourhood=("test_files_not_public",),
    ),
    Fault(
        name="any file is shown in the browser",
        room=ROOM,
        snippet="inline = document.content_type in settings.WAGTAILDOCS_INLINE_CONTENT_TYPES",
        becomes="inline = bool(document.content_type)",
        neighbourhood=("test_giving_out",),
    ),
    Fault(
        name="a document with a macro is taken",
        room=ROOM,
        snippet='_RUNS = ("activeX/", "macrosheets/", "vbaProject")',
        becomes='_RUNS = ("activeX/", "macrosheets/")',
        neighbourhood=("test_checking",),
    ),
    Fault(
        name="any eighteen digits are an identity number",
        room=ROOM,
        snippet="return born.year >= 1850 and check == number[17].upper()",
        becomes="return born.year >= 1850",
        neighbourhood=("test_personal",),
    ),
    Fault(
        name="an identity number that ends with a small x is none",
        room=ROOM,
        snippet="return born.year >= 1850 and check == number[17].upper()",
        becomes="return born.year >= 1850 and check == number[17]",
        neighbourhood=("test_personal",),
    ),
    Fault(
        name="an attachment with an identity number passes review",
        room=ROOM,
        snippet="            if one.weight is Weight.BARS:\n                yield Bar(",
        becomes="            if one.weight is Weight.REFUSES:\n                yield Bar(",
        neighbourhood=("test_attachments_of_acts",),
    ),
    Fault(
        name="nobody has to answer for a telephone number in an attachment",
        room=ROOM,
        snippet="if to_confirm and not judgment.files_cleared:",
        becomes="if to_confirm and not judgment.secrecy_cleared:",
        neighbourhood=("test_attachments_of_acts",),
    ),
    Fault(
        name="a file goes away with a sealed act though a page that is no act carries it",
        room=ROOM,
        snippet="if not all(mark.is_sealed for mark in marks) or (marks and _used_elsewhere(file)):",
        becomes="if not all(mark.is_sealed for mark in marks):",
        neighbourhood=("test_files_sealed",),
    ),
    Fault(
        name="a sealed file comes back on a page that is no act",
        room=ROOM,
        snippet="if fields is None and carries_what_is_sealed(instance):",
        becomes="if fields is not None and carries_what_is_sealed(instance):",
        neighbourhood=("test_sealed_reuse",),
    ),
    Fault(
        name="a file of exactly the largest size is refused",
        room=ROOM,
        snippet="    if len(data) > at_most:\n        limit",
        becomes="    if len(data) >= at_most:\n        limit",
        neighbourhood=("test_checking",),
    ),
    Fault(
        name="what would be refused today is let pass when it was laid before",
        room=ROOM,
        snippet="return Weight.BARS if weight is Weight.REFUSES else weight",
        becomes="return Weight.CONFIRMS if weight is Weight.REFUSES else weight",
        neighbourhood=("test_attachments_of_acts",),
    ),
    Fault(
        name="the bytes of a published file may be exchanged by code",
        room=ROOM,
        snippet="return value.name if value._committed else None  # bytes not stored yet are other bytes",
        becomes="return value.name",
        neighbourhood=("test_files_of_acts",),
    ),
)
