"""Comments on drafts: received in time, answered, published without names, forgotten in time."""

from tests.mutations.fault import Fault

ROOM = "comments"

FAULTS = (
    Fault(
        name="a comment is received at the instant of the closing",
        room=ROOM,
        snippet="        if moment >= self.closes_at:\n            return f",
        becomes="        if moment > self.closes_at:\n            return f",
        neighbourhood=("test_receiving",),
    ),
    Fault(
        name="a second comment typed into one form is taken for the first",
        room=ROOM,
        snippet="typed = [self.token, draft, self.address, self.opinion, self.reason, self.contact.name, self.contact.way]",
        becomes="typed = [self.token, draft]",
        neighbourhood=("test_receiving", "comments/test_form"),
    ),
    Fault(
        name="a contact is opened and the ledger is not told",
        room=ROOM,
        snippet="        _tell(OPENED, held, by, reason)\n",
        becomes="",
        neighbourhood=("test_answering",),
    ),
    Fault(
        name="whoever may read a comment opens its contact",
        room=ROOM,
        snippet="    if not may_act_as(user, Role.EDITOR, draft):\n",
        becomes="    if not may_read(user, draft):\n",
        neighbourhood=("test_answering",),
    ),
    Fault(
        name="contacts are deleted on the last day they are to be kept",
        room=ROOM,
        snippet="if last_day is not None and today() > last_day:",
        becomes="if last_day is not None and today() >= last_day:",
        neighbourhood=("test_retention",),
    ),
    Fault(
        name="contacts are kept for ever where no summary comes",
        room=ROOM,
        snippet="    return kept_without_summary(draft)\n",
        becomes="    return None\n",
        neighbourhood=("test_retention",),
    ),
    Fault(
        name="the words of a comment that is withheld are published",
        room=ROOM,
        snippet="    if comment.standing.kind is Kind.WITHHELD:\n",
        becomes="    if comment.standing.kind is Kind.OPEN:\n",
        neighbourhood=("test_summary",),
    ),
    Fault(
        name="one address sends one comment less than is allowed",
        room=ROOM,
        snippet="if row.times > settings.COMMENTS_AN_HOUR:",
        becomes="if row.times >= settings.COMMENTS_AN_HOUR:",
        neighbourhood=("comments/test_form",),
    ),
    Fault(
        name="an editor reads the comments of every section",
        room=ROOM,
        snippet="        found |= Q(page__path__startswith=path)",
        becomes="        found |= Q(page__isnull=False)",
        neighbourhood=("comments/test_screens",),
    ),
    Fault(
        name="the number alone opens a receipt",
        room=ROOM,
        snippet='if comment is not None and opens(comment.number, data["code"]):',
        becomes="if comment is not None:",
        neighbourhood=("comments/test_form",),
    ),
    Fault(
        name="a name that stands twice is covered once",
        room=ROOM,
        snippet="text = text.replace(passage, COVER * len(passage))",
        becomes="text = text.replace(passage, COVER * len(passage), 1)",
        neighbourhood=("test_answering", "test_summary"),
    ),
    Fault(
        name="the second of two editors writes over the first",
        room=ROOM,
        snippet="if held.edition != edition:",
        becomes="if held.edition < edition:",
        neighbourhood=("test_answering",),
    ),
    Fault(
        name="a summary is published while comments are still received",
        room=ROOM,
        snippet="    elif not window.is_over_at(now()):\n",
        becomes="    elif window.withdrawn_at is not None:\n",
        neighbourhood=("test_summary",),
    ),
    Fault(
        name="the contact of a comment may be exchanged in the database",
        room=ROOM,
        snippet='f"({changed} OR {REPLACED})"',
        becomes='f"({changed})"',
        neighbourhood=("test_receiving",),
    ),
    Fault(
        name="two comments of one moment take one number",
        room=ROOM,
        snippet="row = CommentSerial.objects.select_for_update().get(year=year)",
        becomes="row = CommentSerial.objects.get(year=year)",
        neighbourhood=("test_at_once",),
        on="postgres",
    ),
)
