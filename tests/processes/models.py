"""Lending a file from the archive: short, but with every kind of move there is."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from foundation.bars import Bar
from foundation.bases import Article, HouseDecision
from foundation.clock import now
from foundation.models import Case, Transition
from foundation.process import Actor, Kind, Move, Process, State, guard
from foundation.roles import Role

RULES = "示例档案借阅办法"


@guard("要借的案卷在架上")
def is_missing(case: "Loan", data: Any) -> Iterator[Bar]:
    if case.missing:
        yield Bar("要借的案卷不在架上。", mend="/archive/", basis=Article(RULES, 4))


@guard("以前借的都已归还")
def owes(case: "Loan", data: Any) -> Iterator[Bar]:
    if case.owing:
        yield Bar(f"还有 {case.owing} 卷没有归还。", basis=Article(RULES, 6))
        yield Bar("逾期未还的，先归还再借。", basis=Article(RULES, 6, paragraph=2))


@guard("案卷所在的架当天开放")
def is_told_otherwise(case: "Loan", data: Any) -> Iterator[Bar]:
    if data and data.get("shelf") == "closed":
        yield Bar("这一架今天不开放。")


def note_the_hour(case: "Loan", row: Transition) -> None:
    case.lent_at = row.at
    case.save(update_fields=["lent_at"])


def may_break(case: "Loan", row: Transition) -> None:
    if case.breaks:
        raise RuntimeError("the second effect fails")


LOAN = Process(
    "loan",
    "档案借阅",
    states=(
        State("asked", "待批", Kind.OPEN),
        State("waiting", "待补正", Kind.PAUSED),
        State("lent", "已借出", Kind.OPEN),
        State("refused", "不予借阅", Kind.ENDED),
        State("back", "已归还", Kind.ENDED),
    ),
    moves=(
        Move("ask_more", "要求补正", "asked -> waiting", Role.OFFICER, HouseDecision("借阅补正")),
        Move("supplement", "补正", "waiting -> asked", Actor.OBJECTOR, HouseDecision("借阅补正")),
        Move("lapse", "逾期视为放弃", "waiting -> refused", Actor.CLOCK, Article(RULES, 5)),
        Move(
            "lend",
            "借出",
            "asked -> lent",
            (Role.OFFICER, Role.ARCHIVIST),
            Article(RULES, 3, item=2),
            unless=(is_missing, owes, is_told_otherwise),
            does=(note_the_hour, may_break),
        ),
        Move("refuse", "不予借阅", "asked -> refused", Role.SIGNATORY, Article(RULES, 7), through="loan_refusal"),
        Move("return", "归还", "lent -> back", (Role.OFFICER, Actor.HOST_UNIT), Article(RULES, 8)),
    ),
)


class Loan(Case):
    process = LOAN

    missing = models.BooleanField(default=False)
    owing = models.PositiveSmallIntegerField(default=0)
    breaks = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=now)
    lent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
