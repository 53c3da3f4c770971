"""What the page of an act that changes a regulation shows."""

from typing import Any

from foundation.clock import today
from notices.lives import read_lives
from notices.models import RegulationChangePage, RegulationPage
from notices.regulations.wording import CSS
from notices.validity import standing_on


def change_context(act: RegulationChangePage, target: Any) -> dict[str, Any]:
    """`target` is the page it is about, None where that was sealed: then nothing of it is repeated."""
    regulation = RegulationPage.objects.filter(pk=target.pk).first() if target is not None else None
    if regulation is None:
        return {"standing": None, "compare_url": "", "original": act.original}
    life = read_lives([regulation]).of[regulation.pk]
    texts = [one.act for one in life.versions]
    compare_url = ""
    if act.pk in texts and texts.index(act.pk) > 0:
        before = texts[texts.index(act.pk) - 1]
        compare_url = f"{regulation.url or ''}compare/?from={before}&to={act.pk}"
    standing = standing_on(today(), life)
    return {
        "standing": standing,
        "standing_css": CSS[standing.state],
        "compare_url": compare_url,
        "text_url": f"{regulation.url or ''}?on={act.effective_on}" if act.effective_on and compare_url else "",
        "original": act.original,
    }
