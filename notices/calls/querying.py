"""The state of many calls at an instant, asked of the database: the same as notices.calls.states says of one."""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from notices.calls.states import KINDS, CallState, Kind
from notices.models import BatchTerm, CallPage

RANKS = {Kind.RUNNING: 0, Kind.WAITING: 1, Kind.OVER: 2}


def state_at(moment: datetime) -> Case:
    def says(state: CallState) -> Value:
        return Value(state.value)

    return Case(
        When(published_act__withdrawal__isnull=False, then=says(CallState.WITHDRAWN)),
        When(term__opens_at__gt=moment, then=says(CallState.UPCOMING)),
        When(Q(term__closes_at=None) | Q(term__first_closes_at__gt=moment), then=says(CallState.OPEN)),
        When(term__closes_at__gt=moment, then=says(CallState.EXTENDED)),
        default=says(CallState.CLOSED),
        output_field=CharField(),
    )


def by_closing(calls: Any, moment: datetime) -> Any:
    """Those one can apply to first, the next to close before all; then those to come, then those that are over.

    Each row knows its state (`state_code`) and the instant that comes next (`closes_next`).
    """
    batches = BatchTerm.objects.filter(term=OuterRef("pk"), at__gt=moment).order_by().values("term")
    return (
        calls.select_related("term")
        .annotate(
            state_code=state_at(moment),
            closes_next=Coalesce("term__closes_at", Subquery(batches.annotate(next=Min("at")).values("next"))),
        )
        .annotate(
            rank=Case(
                *(When(state_code=state.value, then=Value(RANKS[kind])) for state, kind in KINDS.items()),
                output_field=IntegerField(),
            )
        )
        .annotate(soonest=Case(When(rank__lt=RANKS[Kind.OVER], then=F("closes_next"))))
        .order_by("rank", F("soonest").asc(nulls_last=True), "-first_published_at", "-pk")
    )


def running(moment: datetime) -> Any:
    """Calls one can apply to now, the next to close first."""
    codes = [state.value for state, kind in KINDS.items() if kind is Kind.RUNNING]
    return by_closing(CallPage.objects.all(), moment).filter(state_code__in=codes)
