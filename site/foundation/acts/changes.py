"""What changed lately where a person has a part: the ledger in words, their own acts left out. Constant in queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from foundation.due import due_at_hour
from foundation.models.approval import Approval
from foundation.models.ledger import LedgerEntry
from foundation.models.office_act import OfficeAct
from foundation.models.published_act import PublishedAct
from foundation.models.user import User
from foundation.office.deciding import summary
from foundation.office.kinds import kind_of, registered
from foundation.office.listing import acts, may_read
from foundation.office.screens import ACTS, OFFICE, ROLES, WATCHERS
from foundation.roles import LABELS, SITE_ROLES, Role
from foundation.standing import Standing, standing_of

SHOWN = 8
# More are read than shown: a draft may have been deleted since, an office act may be another section's.
READ = 4 * SHOWN

PUBLIC = {
    "page.published": "已发布",
    "page.corrected": "已更正",
    "page.extended": "已延期",
    "page.withdrawn": "已撤回",
    "page.sealed": "已封存",
    "break_glass": "经应急操作改动",
}
# Of what the public does not read yet: for those alone who may read what is on its way.
ON_ITS_WAY = {
    "page.review": "审核通过",
    "page.review.returned": "审核退回",
    "page.sign.returned": "签发退回",
    "page.scheduled": "已签发",
    "page.schedule.taken_back": "签发已收回",
    "page.schedule.refused": "到时未能发布",
}
OFFICE_ACTS = {
    "office.proposed": "已提出",
    "office.done": "已同意",
    "office.refused": "未同意",
    "office.taken_back": "已撤回",
}
ROLE_ACTS = {"role.granted": "已授予", "role.deputed": "已设代理", "role.revoked": "已撤销", "role.expired": "已到期"}
SECTION_ROLES = tuple(role for role in Role if role not in SITE_ROLES)
KNOW_WHAT_WAS_SEALED = (Role.ARCHIVIST, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Change:
    what: str
    did: str
    by: str
    at: datetime
    url: str = ""


def changes_for(user: User, request: HttpRequest) -> list[Change]:
    """The newest first."""
    entries = list(_entries(user)[:READ])
    tellers = (_Pages(user, request, entries), _Office(user, entries), _Roles(entries))
    found = (change for entry in entries for teller in tellers if (change := teller.tell(entry)) is not None)
    return [change for change, _ in zip(found, range(SHOWN), strict=False)]


def _entries(user: User) -> QuerySet[LedgerEntry]:
    standing = standing_of(user)
    wanted = Q(act__in=PUBLIC) & _under(standing, SECTION_ROLES)
    wanted |= Q(act__in=ON_ITS_WAY) & _under(standing, ACTS.reads() if ACTS.reads else ())
    wanted |= Q(act__in=OFFICE_ACTS) & _office_acts_read_by(user)
    if ROLES.opens_for(user):
        # What an office act did is told as that act.
        wanted |= Q(act__in=ROLE_ACTS, detail__proposed_by=None)
    return LedgerEntry.objects.filter(wanted).exclude(actor=user).select_related("section").order_by("-seq")


def _under(standing: Standing, roles: tuple[Role, ...]) -> Q:
    branches = Q(pk__in=())
    for path in standing.paths(*roles):
        branches |= Q(section__path__startswith=path)
    return branches


def _office_acts_read_by(user: User) -> Q:
    standing = standing_of(user)
    if standing.anywhere(*WATCHERS):
        return Q()
    kinds = [kind.code for kind in registered() if standing.anywhere(*kind.proposed_by, *kind.decided_by)]
    return Q(detail__kind__in=kinds) | Q(detail__proposed_by=user.pk)


def _subjects(entries: list[LedgerEntry], kind: str) -> dict[int, int]:
    """Which row of its table each of these entries is about."""
    found = {}
    for entry in entries:
        name, _, pk = entry.subject.partition(":")
        if name == kind:
            found[entry.pk] = int(pk)
    return found


def _by(entry: LedgerEntry) -> str:
    role = f"（{LABELS[Role(entry.role)]}）" if entry.role in set(Role) else ""
    return f"{entry.actor_name}{role}" if entry.actor_name else ""


class _Pages:
    def __init__(self, user: User, request: HttpRequest, entries: list[LedgerEntry]) -> None:
        self.standing, self.request = standing_of(user), request
        self.subjects = _subjects(entries, "page")
        self.pages = Page.objects.in_bulk(set(self.subjects.values()))
        marks = PublishedAct.objects.filter(page__in=self.pages, sealing__isnull=False).select_related("sealing")
        self.sealed = {mark.pk: mark.sealing for mark in marks}
        steps = Approval.objects.filter(revision__in={entry.revision_id for entry in entries if entry.revision_id})
        self.steps = dict(steps.order_by("pk").values_list("revision", "task_state"))

    def tell(self, entry: LedgerEntry) -> Change | None:
        page = self.pages.get(self.subjects.get(entry.pk, 0))
        if page is None:
            return None
        sealing = self.sealed.get(page.pk)
        if sealing is not None:
            known = any(self.standing.may(role, page) for role in KNOW_WHAT_WAS_SEALED)
            title = page.draft_title if known else "一项已封存的内容"
            return Change(title, _did(entry), _by(entry), entry.at, sealing.get_url(self.request) or "")
        title = page.draft_title if entry.act in ON_ITS_WAY else page.title
        return Change(title or page.title, _did(entry), _by(entry), entry.at, self._url(entry, page))

    def _url(self, entry: LedgerEntry, page: Page) -> str:
        step = self.steps.get(entry.revision_id or 0)
        if page.live and entry.act in PUBLIC:
            return page.get_url(self.request) or ""
        if step and any(self.standing.may(role, page) for role in (ACTS.reads() if ACTS.reads else ())):
            return reverse("act-judge", args=[step])
        return ""


def _did(entry: LedgerEntry) -> str:
    if entry.act == "page.scheduled":
        return f"已签发，{due_at_hour(datetime.fromisoformat(entry.detail['publish_at'])).why}"
    if entry.act == "page.corrected":
        return f"已更正（第 {entry.detail['number']} 次）"
    return {**PUBLIC, **ON_ITS_WAY}[entry.act]


class _Office:
    def __init__(self, user: User, entries: list[LedgerEntry]) -> None:
        self.user = user
        self.subjects = _subjects(entries, "office_act")
        self.acts: dict[int, OfficeAct] = acts().in_bulk(set(self.subjects.values())) if self.subjects else {}

    def tell(self, entry: LedgerEntry) -> Change | None:
        act = self.acts.get(self.subjects.get(entry.pk, 0))
        if act is None or not may_read(act, self.user):
            return None
        url = reverse("office-act", args=[act.pk]) if OFFICE.opens_for(self.user) else ""
        what = f"{kind_of(act.kind).label}：{summary(act)}"
        return Change(what, OFFICE_ACTS[entry.act], _by(entry), entry.at, url)


class _Roles:
    def __init__(self, entries: list[LedgerEntry]) -> None:
        self.subjects = _subjects(entries, "user")
        self.people = User.objects.in_bulk(set(self.subjects.values())) if self.subjects else {}

    def tell(self, entry: LedgerEntry) -> Change | None:
        person = self.people.get(self.subjects.get(entry.pk, 0))
        if person is None:
            return None
        where = entry.section.title if entry.section else "全站"
        what = f"{person}：{LABELS[Role(entry.detail['role'])]}职责（{where}）"
        return Change(what, ROLE_ACTS[entry.act], _by(entry), entry.at, reverse("roles"))
