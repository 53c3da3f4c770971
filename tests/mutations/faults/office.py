"""Acts that are no page: proposed by one, decided by another, under a digest."""

from tests.mutations.fault import Fault

FOUR_EYES, DIGESTS = "four eyes", "digests"

FAULTS = (
    Fault(
        name="who proposed an office act decides it",
        room=FOUR_EYES,
        snippet="    if act.proposed_by_id == by.pk:\n        bars.append",
        becomes="    if act.decided_by_id == by.pk:\n        bars.append",
        neighbourhood=("test_office",),
    ),
    Fault(
        name="a deputy decides what concerns whom they stand for",
        room=FOUR_EYES,
        snippet="    if one.gains(act.payload) & acting_persons(one, one.decided_by, act.section, by):",
        becomes="    if by.pk in one.gains(act.payload):",
        neighbourhood=("test_office_deputies",),
    ),
    Fault(
        name="who is to be given a role decides it themselves",
        room=FOUR_EYES,
        snippet="    if one.gains(act.payload) & acting_persons(one, one.decided_by, act.section, by):",
        becomes="    if one.gains(act.payload) & {act.proposed_by_id}:",
        neighbourhood=("test_office_roles",),
    ),
    Fault(
        name="an office act rewritten with its digest is agreed to",
        room=DIGESTS,
        snippet='and compare_digest(digest, proposal["subject_digest"])',
        becomes="and compare_digest(digest, act.digest)",
        neighbourhood=("test_office",),
    ),
    Fault(
        name="the digest of an office act does not cover its reason",
        room=DIGESTS,
        snippet='"reason": act.reason,',
        becomes='"reason": "",',
        neighbourhood=("test_office",),
    ),
)
