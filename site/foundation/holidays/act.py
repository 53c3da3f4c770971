"""Entering a holiday notice: proposed by an editor, confirmed by a signatory, in the ledger like every official act.

The calendar is one for all sections, so whoever edits or signs in any of them may. Not the administrators: their
settings are how the system runs; this one moves the deadlines of citizens.
"""

from collections.abc import Iterator
from datetime import date

from foundation.bars import Bar
from foundation.clock import now
from foundation.holidays.plan import Plan, Row, plan
from foundation.models.holiday_notice import CalendarDay, HolidayNotice
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import propose
from foundation.office.kinds import Exhibit, Facts, Kind, Payload, office_act
from foundation.outbox import put
from foundation.roles import Role
from foundation.terms import apply_effects
from foundation.working_calendar import Notice

CODE = "enter_holidays"


def propose_holidays(
    year: int,
    rows: list[Row],
    *,
    title: str,
    number: str,
    issued_on: date | None,
    text: str,
    settles: bool,
    reason: str,
    by: User,
) -> OfficeAct:
    payload = {
        "year": year,
        "title": title,
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "text": text,
        "settles": settles,
        "days": [[day.isoformat(), kind, name] for day, kind, name in rows],
    }
    return propose(CODE, payload, reason, by)


def plan_of(payload: Payload) -> Plan:
    """What a proposal would do now."""
    rows: list[Row] = [(date.fromisoformat(day), kind, name) for day, kind, name in payload["days"]]
    return plan(payload["year"], rows, Notice(payload["title"], payload["number"]), settles=payload["settles"])


@office_act(CODE, "录入放假安排", proposed_by=(Role.EDITOR,), decided_by=(Role.SIGNATORY,))
class EnterHolidays(Kind):
    anywhere = True

    def describe(self, payload: Payload) -> Facts:
        changes = plan_of(payload).changes
        number = payload["number"] or "没有文号"
        return [
            ("通知", f"{payload['title']}（{number}）"),
            (
                "年份",
                f"{payload['year']}年" + ("，作为该年度的放假安排" if payload["settles"] else "，对已有安排的变动"),
            ),
            ("改变的日期", f"{len(changes)}天" if changes else "没有"),
            *(("改变", change.says) for change in changes),
        ]

    def exhibits(self, payload: Payload) -> Iterator[Exhibit]:
        effects = plan_of(payload).effects
        touched = tuple(f"{one.term.page.title}（{one.term.label}）：{one.says}" for one in effects)
        yield Exhibit("对已公布期限的影响", touched or ("没有。尚未公布的期限会自动按新日历推算。",))
        yield Exhibit("通知原文，请与国务院办公厅网站核对", text=payload["text"])

    def bars(self, payload: Payload) -> Iterator[Bar]:
        if not payload["title"].strip():
            yield Bar("请写明通知的标题。")
        if not payload["days"]:
            yield Bar("通知里没有任何日期。")
            return
        kinds = {kind.value for kind in CalendarDay.Kind}
        for day, kind, _ in payload["days"]:
            if kind not in kinds:
                yield Bar(f"{day}的安排不认识。")
        found = plan_of(payload)
        if not found.changes and not payload["settles"]:
            yield Bar("日历里已经是这样，没有要改的日期。")

    def perform(self, act: OfficeAct, by: User) -> None:
        said = act.payload
        effects = list(plan_of(said).effects)
        notice = HolidayNotice.objects.create(
            year=said["year"],
            title=said["title"],
            number=said["number"],
            issued_on=said["issued_on"],
            text=said["text"],
            source="通知原文",
            settles=said["settles"],
            act=act,
            entered_at=now(),
        )
        CalendarDay.objects.bulk_create(
            CalendarDay(notice=notice, date=day, kind=kind, name=name) for day, kind, name in said["days"]
        )
        apply_effects(effects, notice, by, Role.SIGNATORY)
        put("calendar_changed", notice=notice.pk)
