"""Lets a command that must put things back do so when it is told to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@contextmanager
def signals_raise() -> Iterator[None]:
    """A closed terminal or a stopped service becomes an exception, once: putting back is not interrupted again."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in ENDING:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    former = {each: signal.signal(each, interrupt) for each in ENDING}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
