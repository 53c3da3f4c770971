"""The chain of official acts, its anchors and its seals."""

from tests.mutations.fault import Fault

ROOM = "ledger"
FOUND_BY = ("test_ledger",)

FAULTS = (
    Fault(
        name="who acted may be renamed in the ledger",
        room=ROOM,
        snippet='"actor_name": self.actor_name,',
        becomes='"actor_name": "",',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a row does not depend on the one before",
        room=ROOM,
        snippet='return hashlib.sha256(previous.encode() + b"\\n" + canonical(fields)).hexdigest()',
        becomes="return hashlib.sha256(canonical(fields)).hexdigest()",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a missing row is not missed",
        room=ROOM,
        snippet="if entry.seq != seq + 1:",
        becomes="if entry.seq <= seq:",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="heads noted elsewhere are not compared",
        room=ROOM,
        snippet='found.setdefault(seq, []).append(("另存的记录", digest))',
        becomes="continue",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="the seal of an anchor does not cover its hour",
        room=ROOM,
        snippet='said = {"seq": seq, "digest": digest, "at": at, "where": where}',
        becomes='said = {"seq": seq, "digest": digest, "where": where}',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="a forged seal is believed",
        room=ROOM,
        snippet="if not compare_digest(row.seal, seal_of(row, secret)):",
        becomes="if not row.seal:",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="an act is entered apart from its transaction",
        room=ROOM,
        snippet='raise transaction.TransactionManagementError("存证必须与所记录的行为在同一事务中。")',
        becomes="pass",
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="the head is noted once and never again",
        room=ROOM,
        snippet="if LedgerAnchor.objects.filter(where=WHERE, at__gte=midnight).exists():",
        becomes="if LedgerAnchor.objects.filter(where=WHERE).exists():",
        neighbourhood=("test_worker",),
    ),
    Fault(
        name="the digest of a published act is not compared with its row",
        room=ROOM,
        snippet='for model, what in ((PublishedAct, "已签发页面"), (Approval, "审签意见"), (OfficeAct, "内部事项")):',
        becomes='for model, what in ((Approval, "审签意见"), (OfficeAct, "内部事项")):',
        neighbourhood=FOUND_BY,
    ),
    Fault(
        name="on PostgreSQL two appends at once read one last row",
        room=ROOM,
        snippet="""queue by themselves.\"\"\"\n    if connection.vendor == "postgresql":""",
        becomes="""queue by themselves.\"\"\"\n    if connection.vendor == "oracle":""",
        neighbourhood=("test_concurrency",),
        on="postgres",
    ),
)
