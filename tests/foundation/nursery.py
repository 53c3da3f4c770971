"""One process that has Django set up, and from which others are forked: each begins at once, where a fresh one takes seconds.

Run as `python -m tests.foundation.nursery FD`, and asked for children by `tests.foundation.children` over that socket.
Each child is a process of its own: its environment, settings, connections and logging are those it is given at birth.
"""

import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from typing import Any

LARGEST = 1 << 17
# What tests make their children import; the children find it here.
BEFOREHAND = ("portal.urls", "tests.factories.acts", "tests.factories.sites", "tantivy", "gunicorn.app.wsgiapp")


def nurse(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Bear children and tell of their ends. Answers in each child, with what it is to be; the nursery itself exits."""
    listening, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    telling: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control, listening], [], [])
        if listening in ready:
            os.read(listening, 4096)
            _tell_of_ends(telling)
        if control not in ready:
            continue
        asked, given, _, _ = socket.recv_fds(control, LARGEST, 4)
        if not asked:
            for pid in telling:
                os.kill(pid, signal.SIGKILL)
            sys.exit()
        *streams, end = given
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in (control.detach(), listening, waking, end, *telling.values()):
                os.close(other)
            return json.loads(asked), streams
        for stream in streams:
            os.close(stream)
        telling[pid] = end
        _say(end, pid)


def _tell_of_ends(telling: dict[int, int]) -> None:
    for pid in list(telling):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            end = telling.pop(pid)
            _say(end, os.waitstatus_to_exitcode(status))
            os.close(end)


def _say(end: int, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # whoever asked may be gone
        os.write(end, f"{number}\n".encode())


def become(birth: dict[str, Any], streams: list[int]) -> None:
    """Take on what was given: standard streams, folder, environment, and the settings it names."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(birth["cwd"])
    os.environ.clear()
    os.environ.update(birth["env"])
    _renew_settings()


def _renew_settings() -> None:
    from django.conf import Settings, settings
    from django.core.signals import setting_changed
    from django.db import connections

    for name in [name for name in sys.modules if name.startswith("portal.settings.") or name.endswith("_settings")]:
        del sys.modules[name]
    # What apps have added when they were set up stays.
    for name, value in vars(Settings(os.environ["DJANGO_SETTINGS_MODULE"])).items():
        if name.isupper():
            setattr(settings, name, value)
    for alias in list(connections):
        with contextlib.suppress(AttributeError):
            del connections[alias]
    connections.__dict__.pop("settings", None)
    connections._settings = None
    for name in ("MEDIA_ROOT", "STORAGES"):
        setting_changed.send(sender=None, setting=name, value=getattr(settings, name), enter=True)


def main() -> None:
    import django

    django.setup()
    for name in BEFOREHAND:
        with contextlib.suppress(ImportError):  # some are of the tests' settings alone
            __import__(name)
    gc.freeze()
    birth, streams = nurse(socket.socket(fileno=int(sys.argv[1])))
    become(birth, streams)
    if "script" in birth:
        exec(birth["script"], {"__name__": "__main__"})
    else:
        sys.argv = birth["argv"]
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
