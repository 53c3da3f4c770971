"""The outbox, what comes round by the clock, and the letters."""

from tests.mutations.fault import Fault

OUTBOX, MAIL = "outbox", "mail"

FAULTS = (
    Fault(
        name="two workers send one letter at once",
        room=OUTBOX,
        snippet="message.due_at = now() + LEASE",
        becomes="message.due_at = now()",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="a message is tried once more than is said",
        room=OUTBOX,
        snippet="if message.attempts >= MOST_ATTEMPTS and (how is None or how.again is None):",
        becomes="if message.attempts > MOST_ATTEMPTS and (how is None or how.again is None):",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="what follows an act is written apart from it",
        room=OUTBOX,
        snippet='raise transaction.TransactionManagementError("待办事项必须与所跟随的行为在同一事务中写下。")',
        becomes="pass",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="a person's name goes into a message",
        room=OUTBOX,
        snippet="        if not _names_a_row_or_a_code(value):",
        becomes="        if not isinstance(value, int | str):",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="the words of an error are kept with the message",
        room=OUTBOX,
        snippet='return f"{type(error).__name__}{place}"',
        becomes='return f"{type(error).__name__}{place} {error}"',
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="what a failing handler did half stays",
        room=OUTBOX,
        snippet="        with transaction.atomic():\n            how.run(**message.payload)",
        becomes="        if True:\n            how.run(**message.payload)",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="every round missed is made up for",
        room=OUTBOX,
        snippet="return due + again * ((moment - due) // again + 1)",
        becomes="return due + again",
        neighbourhood=("test_outbox",),
    ),
    Fault(
        name="a long task is taken from a worker that lives",
        room=OUTBOX,
        snippet="if workers and workers[-1] in alive:",
        becomes="if workers and workers[-1] not in alive:",
        neighbourhood=("test_worker",),
    ),
    Fault(
        name="a message given up is forgotten before anybody looked",
        room=OUTBOX,
        snippet="OutboxMessage.objects.filter(~Q(done_at=None), done_at__lt=past).delete()",
        becomes="OutboxMessage.objects.filter(created_at__lt=past).delete()",
        neighbourhood=("test_worker",),
    ),
    # --- mail ---
    Fault(
        name="who wrote it is told to review it",
        room=MAIL,
        snippet="[one for one in holders(role, page) if not hands_in(row, one)]",
        becomes="holders(role, page)",
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="the subject of a letter names the page",
        room=MAIL,
        snippet="        form.subject,\n        body,",
        becomes="        f\"{form.subject} {told.get('title', '')}\".strip(),\n        body,",
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="a disabled account goes on getting letters",
        room=MAIL,
        snippet="person = User.objects.filter(pk=reader, is_active=True).first()",
        becomes="person = User.objects.filter(pk=reader).first()",
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="a letter is written twice about one thing",
        room=MAIL,
        snippet="if reader.email and not mine.exists():",
        becomes="if reader.email:",
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="a letter asks for what somebody has done already",
        room=MAIL,
        snippet="        return None  # someone was quicker",
        becomes="        pass",
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="who was returned their draft reads that it is published",
        room=MAIL,
        snippet='post("returned" if row.status == TaskState.STATUS_REJECTED else "published", row.pk, [sender])',
        becomes='post("published", row.pk, [sender])',
        neighbourhood=("test_mail",),
    ),
    Fault(
        name="a broken seal is told to the supervisors of no section",
        room=MAIL,
        snippet="rows = RoleHolding.objects.in_force(now()).filter(role=Role.SUPERVISOR.value)",
        becomes="rows = RoleHolding.objects.in_force(now()).filter(role=Role.SUPERVISOR.value, section=None)",
        neighbourhood=("test_mail", "test_break_glass"),
    ),
)
