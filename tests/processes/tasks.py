"""A background task that can be killed in its midst."""

import sys
from pathlib import Path

from django_tasks import task


@task()
def wait_while_held(folder: str) -> None:
    """Say that it has begun and, where there is a pipe `hold`, wait until something is written to it."""
    place = Path(folder)
    with (place / "begun").open("a") as begun:
        begun.write("x")
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    if (place / "hold").exists():
        (place / "hold").read_text()
