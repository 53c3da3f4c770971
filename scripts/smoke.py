#!/usr/bin/env python3
"""`make run` as a newcomer meets it: fresh data, a free port; pages answer; a kill of its group leaves nothing."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time

import processes
from processes import ROOT

PAGES = ("/", "/healthz", "/readyz", "/admin/login/")
SECONDS_TO_START = 180
SECONDS_TO_STOP = 15


def status(port: int, path: str) -> int:
    """0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def faults(site: "subprocess.Popen[bytes]", port: int) -> list[str]:
    started = time.monotonic()
    # /readyz last of all: it asks for the worker's first sign of life as well.
    if not processes.wait_until(lambda: status(port, "/readyz") == 200, site, SECONDS_TO_START):
        return [f"/readyz did not answer 200 within {SECONDS_TO_START} s (last: {status(port, '/readyz')})."]
    print(f"ready after {time.monotonic() - started:.0f} s")
    return [f"{path} answered {code}." for path in PAGES if (code := status(port, path)) != 200]


def stop(site: "subprocess.Popen[bytes]") -> list[str]:
    started = time.monotonic()
    os.killpg(site.pid, signal.SIGTERM)
    while time.monotonic() < started + SECONDS_TO_STOP:
        site.poll()  # a dead child that nobody asked about still counts as a member of the group
        if not group_lives(site.pid):
            print(f"gone after {time.monotonic() - started:.1f} s")
            return []
        time.sleep(0.1)
    os.killpg(site.pid, signal.SIGKILL)
    return [f"{SECONDS_TO_STOP} s after SIGTERM to its group, something was still running."]


def main() -> int:
    port = processes.free_port()
    with tempfile.TemporaryDirectory(prefix="gongshi-smoke-") as data:
        # CI's own settings must not reach the site: it is to run as a newcomer runs it.
        env = {
            name: value
            for name, value in os.environ.items()
            if name not in ("CI", "GONGSHI_TODAY", "MAKEFLAGS", "MAKELEVEL")
        }
        env["DATA_DIR"] = data
        site = subprocess.Popen(["make", "run", f"PORT={port}"], cwd=ROOT, env=env, process_group=0)
        try:
            found = faults(site, port)
        finally:
            left = stop(site) if site.poll() is None or group_lives(site.pid) else []
            site.wait()
    found += left
    print("smoke: " + ("all well" if not found else "\n  ".join(["faults:", *found])))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
