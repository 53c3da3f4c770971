"""What must be made anew once data have been restored, such as the search index. Each app registers its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger("gongshi.backup")


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, in words for the person at the terminal, and the function that does it."""

    label: str
    run: Callable[[], None]


_steps: list[Step] = []


def after_restore(label: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a function to run after a restore. It must bear being run twice."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        _steps.append(Step(label, run))
        return run

    return register


def run_afterwards(say: Callable[[str], None]) -> list[str]:
    """Run every step and answer the labels of those that failed: the data are back, whatever an index says."""
    failed = []
    for step in _steps:
        try:
            step.run()
        except Exception:
            logger.exception("a step after restoring failed", extra={"step": step.label})
            failed.append(step.label)
        else:
            say(f"{step.label}：完成。")
    return failed
