"""A background task that can be killed in its midst."""

import time
from pathlib import Path

from django_tasks import task


@task()
def wait_while_there(folder: str) -> None:
    """Say that it has begun, and take as long as the file `hold` is there."""
    place = Path(folder)
    with (place / "begun").open("a") as begun:
        begun.write("x")
    while (place / "hold").exists():
        time.sleep(0.05)
    (place / "ended").touch()
