"""A reading as plain data, in the shape `read_regulation --json` prints. What is unknown is null."""

from datetime import date
from typing import Any

from notices.provisions.measures import Measure
from notices.provisions.provision import Division, Kind, Provision
from notices.provisions.reading import Reading
from notices.provisions.warnings import Warning


def as_json(reading: Reading) -> dict[str, Any]:
    parts = [one for one in reading.divisions if one.kind in (Kind.PART, Kind.SUBPART)]
    sections = [one for one in reading.divisions if one.kind is Kind.SECTION]
    return {
        "title": reading.title,
        "document_number": reading.document_number,
        "issuers": list(reading.issuers),
        "issued_on": _day(reading.issued_on),
        "effective_on": _day(reading.validity.effective_on),
        "effective_rule": reading.validity.effective_rule,
        "expires_on": _day(reading.validity.expires_on),
        "term": reading.validity.term,
        "status": reading.status.value,
        "repaired": reading.repaired,
        "raw": {name: field.raw for name, field in reading.fields.items()},
        "parts": [_division(one) for one in parts],
        "chapters": [_division(one) for one in reading.divisions if one.kind is Kind.CHAPTER],
        "sections": [_division(one) for one in sections]
        + [_heading(one) for one in reading.tree if one.kind is Kind.HEADING],
        "articles": [_article(division, article) for division, article in reading.articles],
        "measures": [_measure(measure) for measure in reading.measures],
        "preamble": _text(reading.preamble),
        "closing": _text(reading.closing),
        "missing_articles": list(reading.missing_articles),
        "citations": [
            {"title": one.title, "document_number": one.document_number, "provisions": list(one.places)}
            for one in reading.citations
        ],
        "warnings": [_warning(one) for one in reading.warnings],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(provision: Provision | None) -> dict[str, Any] | None:
    if provision is None:
        return None
    return {"text": provision.text, "address": provision.address, "lines": list(provision.lines)}


def _division(one: Division) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "number": one.number, "title": one.title, "articles": list(one.articles) if one.articles else None,
        "label": one.label, "address": one.address, "lines": list(one.lines),
    }  # fmt: skip
    if one.part is not None:
        shape["part"] = one.part
    if one.kind is Kind.SECTION:
        shape["chapter"] = one.chapter
    return shape


def _heading(one: Provision) -> dict[str, Any]:
    """A heading of the other style, with the headings right below it."""
    return {
        "number": one.number, "title": one.title, "text": one.text, "label": one.label, "address": one.address,
        "lines": list(one.lines), "sections": [_heading(below) for below in one.children if below.kind is Kind.HEADING],
    }  # fmt: skip


def _article(division: Division | None, article: Provision) -> dict[str, Any]:
    return {
        "number": article.number, "suffix": article.suffix, "label": article.label, "title": article.title,
        "chapter": division.number if division else None, "text": article.text,
        "items": [_item(one) for one in article.children if one.kind is Kind.ITEM],
        "listed": [_item(one) for one in article.children if one.kind is Kind.LISTED],
        "paragraphs": [_item(one) for one in article.children if one.kind is Kind.PARAGRAPH],
        "address": article.address, "lines": list(article.lines),
    }  # fmt: skip


def _item(one: Provision) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "number": one.number, "text": one.text, "label": one.label, "address": one.address, "lines": list(one.lines)
    }  # fmt: skip
    if one.children:
        shape["items"] = [_item(below) for below in one.children]
    return shape


def _measure(measure: Measure) -> dict[str, Any]:
    one, units = measure.provision, measure.units
    return {
        "number": one.number, "title": one.title, "text": one.text,
        "lead": _names(units.lead), "responsible": _names(units.responsible), "cooperating": _names(units.cooperating),
        "section": measure.section, "label": one.label, "items": [_item(below) for below in one.children],
        "address": one.address, "lines": list(one.lines),
    }  # fmt: skip


def _names(names: tuple[str, ...] | None) -> list[str] | None:
    return list(names) if names else None


def _warning(one: Warning) -> dict[str, Any]:
    return {
        "line": one.line, "code": one.code, "message": one.message, "repair": one.repair, "lines": list(one.lines),
        "repairs": [
            {"line": edit.line, "start": edit.start, "end": edit.end, "text": edit.text} for edit in one.repairs
        ],
    }  # fmt: skip
