"""Proposing, deciding and taking back an office act: one function each, all of it in one transaction or none."""

import hashlib
from hmac import compare_digest

from django.db import transaction
from wagtail.models import Page

from foundation import ledger
from foundation.bars import Bar, Barred
from foundation.clock import now
from foundation.gates import bars_to
from foundation.ledger.digests import canonical
from foundation.models.ledger import LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.kinds import Facts, Kind, Payload, kind_of
from foundation.outbox import put
from foundation.roles import Role
from foundation.standing import principals_of

State = OfficeAct.State
LONGEST = 500
ON_A_LINE = 5
SAID = "said"  # the words shown to who decides, kept in the payload and so under the digest
SECTION = "section"


def propose(kind: str, payload: Payload, reason: str, by: User, section: Page | None = None) -> OfficeAct:
    """Lay an act before those who decide it. Refused with every reason that can be seen now."""
    one = kind_of(kind)
    content = {**payload, SECTION: section.pk if section is not None else None}
    with transaction.atomic():
        _lock_people(one, content)
        role = one.role_of(by, one.proposed_by, section, fresh=True)
        if role is None:
            raise Barred(f"“{one.label}”由{_labels(one.proposed_by)}提出，您没有这项职责。")
        act = OfficeAct(
            kind=kind, section=section, payload=content, reason=reason.strip(), proposed_by=by, proposed_at=now()
        )
        bars = [
            *_proposers_bars(one, content, reason, by, section),
            *one.bars(content),
            *bars_to(f"office.{kind}", act),
        ]
        if bars:
            raise Barred(bars)
        content[SAID] = [list(fact) for fact in one.describe(content)]
        act.digest = digest_of(act)
        act.save(force_insert=True)
        _tell("proposed", act, by, role)
        put("office_proposed", act=act.pk)
        return act


def decide(act: OfficeAct, approve: bool, by: User, comment: str = "") -> OfficeAct:
    """Agree, and it is done; or refuse, saying why. Pressed twice or by two at once, it happens once."""
    with transaction.atomic():
        row, one = _open_row(act)
        _lock_people(one, row.payload)
        bars = bars_to_deciding(row, by, approving=approve)
        if not approve and not comment.strip():
            bars.append(Bar("不同意时请写明理由。"))
        if len(comment) > LONGEST:
            bars.append(Bar(f"意见最多 {LONGEST} 个字。"))
        role = one.role_of(by, one.decided_by, row.section, fresh=True)
        if bars or role is None:
            raise Barred(bars)
        row.state = State.DONE if approve else State.REFUSED
        row.decided_by, row.decided_at, row.comment = by, now(), comment.strip()
        row.entry = _tell("done" if approve else "refused", row, by, role)
        row.save()
        if approve:
            one.perform(row, by)
        put("office_decided", act=row.pk)
        return row


def take_back(act: OfficeAct, by: User) -> OfficeAct:
    """Withdraw one's own proposal while nobody has decided it."""
    with transaction.atomic():
        row, one = _open_row(act)
        if row.proposed_by_id != by.pk:
            raise Barred("只有提出人本人能撤回。")
        role = one.role_of(by, one.proposed_by, row.section, fresh=True)
        row.state = State.TAKEN_BACK
        row.entry = _tell("taken_back", row, by, role)
        row.save()
        return row


def bars_to_deciding(act: OfficeAct, by: User, *, approving: bool = True) -> list[Bar]:
    """Why this person cannot decide this act now; also what the screen shows before anything is pressed."""
    one = kind_of(act.kind)
    if one.role_of(by, one.decided_by, act.section, fresh=True) is None:
        return [Bar(f"“{one.label}”由{_labels(one.decided_by)}决定，您没有这项职责。")]
    bars = []
    if act.proposed_by_id == by.pk:
        bars.append(Bar("不能决定自己提出的事项。"))
    if one.gains(act.payload) & acting_persons(one, one.decided_by, act.section, by):
        bars.append(Bar("这件事涉及您本人，不能由您决定。"))
    if approving and not _unchanged(act):
        bars.append(Bar("内容与提出时的摘要不符，已被改动。请不要同意，并告知审计管理员。"))
    elif approving:
        bars += one.bars(act.payload)
        bars += bars_to(f"office.{act.kind}", act)
        if [list(fact) for fact in one.describe(act.payload)] != act.payload.get(SAID):
            bars.append(Bar("提出之后，所指的人员、栏目或职责有变化。请撤回后重新提出。"))
    return bars


def said(act: OfficeAct) -> Facts:
    """What is to be done, in the words fixed when it was proposed."""
    return [(str(label), str(words)) for label, words in act.payload.get(SAID, [])]


def summary(act: OfficeAct) -> str:
    """On one line: where there is more than fits on it, how it begins and how many there are."""
    words = [words for _, words in said(act)]
    if len(words) <= ON_A_LINE:
        return "，".join(words)
    return f"{'，'.join(words[:2])}等{len(words)}项"


def may_decide(act: OfficeAct, user: User) -> bool:
    """Whether this person's role and distance entitle them, whatever else may bar the act."""
    one = kind_of(act.kind)
    return (
        one.role_of(user, one.decided_by, act.section) is not None
        and act.proposed_by_id != user.pk
        and not one.gains(act.payload) & acting_persons(one, one.decided_by, act.section, user)
    )


def digest_of(act: OfficeAct) -> str:
    """Of all that who decides is asked to agree to."""
    fields = {
        "kind": act.kind,
        "section": act.section_id,
        "payload": act.payload,
        "reason": act.reason,
        "proposed_by": act.proposed_by_id,
        "proposed_at": int(act.proposed_at.timestamp()),
    }
    return hashlib.sha256(canonical(fields)).hexdigest()


def _unchanged(act: OfficeAct) -> bool:
    """Against the row's own digest, and against the one the ledger keeps, which nobody can rewrite."""
    proposal = LedgerEntry.objects.filter(act="office.proposed", subject=_subject(act)).values("subject_digest").first()
    digest = digest_of(act)
    return (
        proposal is not None
        and compare_digest(digest, act.digest)
        and compare_digest(digest, proposal["subject_digest"])
    )


def _proposers_bars(one: Kind, content: Payload, reason: str, by: User, section: Page | None) -> list[Bar]:
    bars = []
    if not reason.strip():
        bars.append(Bar("请写明理由。"))
    if len(reason.strip()) > LONGEST:
        bars.append(Bar(f"理由最多 {LONGEST} 个字。"))
    if one.gains(content) & acting_persons(one, one.proposed_by, section, by):
        bars.append(Bar("不能提出涉及自己职责的事项，请由另一位提出。"))
    waiting = OfficeAct.objects.filter(kind=one.code, state=State.PROPOSED).values_list("payload", flat=True)
    if any({key: value for key, value in other.items() if key != SAID} == content for other in waiting):
        bars.append(Bar("同样的事项已经提出，正在等待决定。"))
    return bars


def acting_persons(one: Kind, roles: tuple[Role, ...], section: Page | None, user: User) -> set[int]:
    """This person and those for whom they deputise here: what concerns either is not theirs to settle."""
    role = one.role_of(user, roles, section)
    return {user.pk, *(principals_of(user, role, section) if role is not None else ())}


def _open_row(act: OfficeAct) -> tuple[OfficeAct, Kind]:
    """The row afresh and locked: two may press at once, and what the caller holds may be stale."""
    row = OfficeAct.objects.select_for_update(of=("self",)).select_related("section").get(pk=act.pk)
    if row.state != State.PROPOSED:
        raise Barred(f"这件事已经办过了，现在是“{row.get_state_display()}”。请刷新页面查看结果。")
    return row, kind_of(row.kind)


def _lock_people(one: Kind, payload: Payload) -> None:
    """Two acts about one person are decided one after the other: together they might join what is incompatible."""
    list(User.objects.select_for_update(no_key=True).filter(pk__in=one.gains(payload)).order_by("pk"))


def _tell(step: str, act: OfficeAct, by: User, role: Role | None) -> LedgerEntry:
    return ledger.append(
        f"office.{step}",
        actor=by,
        role=role.value if role else "",
        subject=_subject(act),
        digest=act.digest,
        section=act.section,
        detail={"kind": act.kind, "proposed_by": act.proposed_by_id},
    )


def _subject(act: OfficeAct) -> str:
    return f"office_act:{act.pk}"


def _labels(roles: tuple[Role, ...]) -> str:
    return "、".join(role.label for role in roles)
