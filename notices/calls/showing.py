"""What the pages of a call and of an extension say, with every sentence made: the templates only lay it out."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from foundation.leaving import leaving_url
from foundation.official_calendar import official_calendar
from foundation.ruler import Ruler, stated_ruler
from foundation.stated import stated_period
from foundation.working_calendar import PeriodError
from notices.calls.hours import said_closing, said_opening
from notices.calls.states import CallState, CutOff, Instants, Kind
from notices.file_facts import FileFacts, facts_of

if TYPE_CHECKING:
    from notices.models import CallPage, ExtensionPage

TAGS = {Kind.WAITING: "wait", Kind.RUNNING: "open", Kind.OVER: "off"}
NO_NEXT_BATCH = "下一批的截止时刻尚未公布，公布后会写在这里。"


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as it is shown: the framed word and the sentence beside it."""

    code: str
    word: str
    tag: str
    says: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class MaterialRow:
    number: int
    name: str
    need: str
    is_required: bool
    copies: str
    file: FileFacts | None


@dataclass(frozen=True, slots=True)
class BasisRow:
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    label: str
    closes: str
    was: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    says: str
    reason: str
    url: str
    at: datetime


def shown(page: "CallPage", at: datetime) -> dict[str, Any]:
    instants = page.instants
    context: dict[str, Any] = {
        "materials": materials_of(page),
        "contacts": list(page.contacts.all()),
        "bases": bases_of(page),
        "apply_url": leaving_url(page.apply_url) if page.apply_url else "",
        "extensions": extensions_of(page),
    }
    if instants is None:
        return {**context, "period_fault": "还没有写截止日。"}
    state = instants.state_at(at)
    context |= {
        "state": words_for(instants, at),
        "may_apply": state.is_running,
        "opens": said_opening(instants.opens),
        "opened_before": page.opened_before,
        "batches": [_batch_row(batch, at) for batch in instants.batches],
        "closing": instants.closing and said_closing(instants.closing.stands),
        "first_closing": instants.closing and instants.closing.is_extended and said_closing(instants.closing.first),
    }
    try:
        context["ruler"] = ruler_of(instants, at)
    except PeriodError as error:  # a draft in preview; a published one cannot
        context["period_fault"] = str(error)
    return context


def words_for(instants: Instants, at: datetime) -> StateWords:
    state = instants.state_at(at)
    return StateWords(
        state.value, state.label, TAGS[state.kind], _sentence(state, instants, at), state.kind is Kind.OVER
    )


def _sentence(state: CallState, instants: Instants, at: datetime) -> str:
    if state is CallState.WITHDRAWN:
        return "这份申报通知已经撤回，不再受理申报。"
    if state is CallState.UPCOMING:
        return f"{said_opening(instants.opens)} 开始。{_closing_sentence(instants, at)}"
    return _closing_sentence(instants, at)


def _closing_sentence(instants: Instants, at: datetime) -> str:
    if instants.closing is None:
        batch = instants.next_batch(at)
        if batch is not None:
            return f"长期申报。{batch.label}截止：{_with_first(batch)}。"
        return f"长期申报，随时可以提交。{NO_NEXT_BATCH}" if instants.batches else "长期申报，不分批次，随时可以提交。"
    if instants.closing.stands <= at:
        return f"已于 {_with_first(instants.closing)} 截止，不再受理。"
    return f"到 {_with_first(instants.closing)} 截止。"


def _with_first(cut_off: CutOff) -> str:
    was = f"（原定{said_closing(cut_off.first)}）" if cut_off.is_extended else ""
    return f"{said_closing(cut_off.stands)}{was}"


def ruler_of(instants: Instants, at: datetime) -> Ruler | None:
    """From the opening to the closing; of an open-ended call from the last cut-off to the next."""
    if instants.closing is not None:
        return _ruler(instants.opens, instants.closing.stands, at, "申报时间")
    batch = instants.next_batch(at)
    if batch is None:
        return None
    before = instants.batch_before(at)
    return _ruler(before.stands if before else instants.opens, batch.stands, at, f"{batch.label}申报时间")


def _ruler(opens: datetime, closes: datetime, at: datetime, label: str) -> Ruler:
    return stated_ruler(stated_period(opens, closes, official_calendar()), at, label)


def _batch_row(batch: CutOff, at: datetime) -> BatchRow:
    was = said_closing(batch.first) if batch.is_extended else ""
    return BatchRow(batch.label, said_closing(batch.stands), was, batch.stands <= at)


def materials_of(page: "CallPage") -> list[MaterialRow]:
    rows = _with_documents(page.materials)
    return [
        MaterialRow(
            number,
            row.name,
            row.get_need_display(),
            row.need == row.Need.REQUIRED,
            row.copies,
            facts_of(row.document) if row.document_id else None,
        )
        for number, row in enumerate(rows, start=1)
    ]


def _with_documents(rows: Any) -> list[Any]:
    """Of a draft the rows lie in the revision and know their documents one by one; of a published page in one query."""
    found = rows.all()
    return list(found.select_related("document") if hasattr(found, "select_related") else found)


def bases_of(page: "CallPage") -> list[BasisRow]:
    found = page.bases.all()
    rows = found.select_related("link_page__published_act") if hasattr(found, "select_related") else found
    return [BasisRow(_basis_words(row), _basis_url(row)) for row in rows]


def _basis_words(row: Any) -> str:
    if not row.number and not row.article and not row.link_page_id:
        return str(row.title).strip("《》")
    number = f"（{row.number}）" if row.number else ""
    return f"《{str(row.title).strip('《》')}》{number}{row.article}"


def _basis_url(row: Any) -> str:
    page = row.link_page
    if page is None or not page.live:
        return ""
    return f"{page.url}#{row.anchor}" if row.anchor else str(page.url)


def extensions_of(page: "CallPage") -> list[ExtensionRow]:
    """Every extension, the newest first. What was sealed keeps counting, and says nothing but that."""
    if not page.pk:
        return []
    rows = page.extensions.select_related("act").order_by("-at", "-pk")
    return [
        ExtensionRow(
            f"{row.batch}{said_closing(row.was)} → {said_closing(row.until)}",
            row.act.reason if row.act.live else "这份延期公告已依法封存。",
            row.act.url if row.act.live else "",
            row.at,
        )
        for row in rows
    ]


def extension_shown(page: "ExtensionPage") -> dict[str, Any]:
    from notices.calls.extending import standing_closing
    from notices.models import Extension

    made = Extension.objects.filter(act_id=page.pk).first() if page.pk else None
    cut_off = standing_closing(page) if made is None else None
    was = made.was if made is not None else cut_off.stands if cut_off is not None else None
    return {
        "was": said_closing(was) if was else "",
        "until": said_closing(page.closes_at) if page.closes_at else "",
    }
