"""Runs one process of the site under test, on the day asked for: `python -m tests.browser.serve web|<manage.py command>`.

All processes share one start (GONGSHI_STARTED), so that their clocks agree, and tick."""

import contextlib
import os
import sys
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine

SHANGHAI = ZoneInfo("Asia/Shanghai")


def the_day_asked_for() -> contextlib.AbstractContextManager[object]:
    asked = os.environ.get("GONGSHI_TODAY")
    if not asked:
        return contextlib.nullcontext()
    start = datetime.fromisoformat(asked).replace(hour=10, tzinfo=SHANGHAI)
    elapsed = time.time() - float(os.environ["GONGSHI_STARTED"])
    return time_machine.travel(start + timedelta(seconds=elapsed), tick=True)


def web() -> None:
    from gunicorn.app.wsgiapp import run

    # Its control socket has one place per user: a second site on this machine would quarrel over it.
    sys.argv = ["gunicorn", "--no-control-socket"]
    run()


def main(arguments: list[str]) -> None:
    with the_day_asked_for():
        if arguments == ["web"]:
            web()
            return
        from django.core.management import execute_from_command_line

        execute_from_command_line(["manage.py", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
