"""The words of a comment as they are published: numbers and passages covered that belong to a person. Pure."""

from collections.abc import Iterable

from notices.attachments.findings import Finding, Passage
from notices.attachments.personal import masked, personal_findings

COVER = "＊"


def shown(text: str, *, numbers: bool, passages: Iterable[str] = ()) -> str:
    """Nothing is rewritten: what is covered is seen to be covered."""
    for passage in sorted(passages, key=len, reverse=True):
        if passage:
            text = text.replace(passage, COVER * len(passage))
    return masked(text) if numbers else text


def passages_of(typed: str) -> list[str]:
    """One a line."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def findings_in(**texts: str) -> list[Finding]:
    """Numbers that belong to a person; the names are where each text stands."""
    return personal_findings(Passage(text=text, where=where) for where, text in texts.items())
