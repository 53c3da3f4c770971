"""What axe-core says of a page, as a readable list."""

import json
from collections.abc import Iterable

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Colours are judged as they come to rest, not on their way; what moves for ever cannot be finished.
AT_REST = """() => document.getAnimations().forEach((one) => { try { one.finish(); } catch { one.pause(); } })"""


def assert_accessible(page: Page, *, without: Iterable[str] = (), only: str = "") -> None:
    """No violation of WCAG 2.2 AA or of good practice, but for the rules named; `only` narrows it to a selector."""
    lines = violations_on(page, without=without, only=only)
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def violations_on(page: Page, *, without: Iterable[str] = (), only: str = "") -> list[str]:
    options = {
        "runOnly": {"type": "tag", "values": STANDARDS},
        "rules": {rule: {"enabled": False} for rule in without},
        "resultTypes": ["violations"],
    }
    page.evaluate(AT_REST)
    page.evaluate(AXE_SCRIPT)
    context = json.dumps(only) if only else "document"
    found = page.evaluate(f"axe.run({context}, {json.dumps(options)}).then((results) => results.violations)")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "\n".join(f"    {node['html'][:160]}\n      {node['failureSummary'][:300]}" for node in rule["nodes"][:5])
        for rule in found
    ]
