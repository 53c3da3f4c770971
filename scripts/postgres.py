#!/usr/bin/env python3
"""Run a command beside a throwaway PostgreSQL: `scripts/postgres.py run -- COMMAND …`.

The server listens on a free loopback port, keeps its data in a temporary folder, and is gone when the command ends.
The command finds it in DATABASE_URL.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes

USAGE = "Usage: scripts/postgres.py run -- COMMAND …"
# The data lives for one run: what protects it against a power cut only costs time.
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "unix_socket_directories=")


def programs() -> Path:
    """The folder of the newest PostgreSQL. Debian keeps the server's programs off the PATH."""
    on_path = shutil.which("postgres")
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    folders = [folder for folder in folders if (folder / "initdb").exists()]
    if folders:
        return max(folders, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name) or 0))
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("PostgreSQL's server is not installed (on Debian: apt-get install postgresql).")


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    binaries = programs()
    owner = processes.unprivileged("postgres")
    with processes.temporary_folder(owner) as folder:
        port, password = processes.free_port(), secrets.token_hex(12)
        initialise(binaries, folder, owner, password)
        log = folder / "server.log"
        command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port)]
        for setting in SETTINGS:
            command += ["-c", setting]
        child = processes.start(command, owner=owner, cwd=folder, log=log)
        address = ["-h", "127.0.0.1", "-p", str(port)]

        def ready() -> bool:
            return subprocess.run([binaries / "pg_isready", "-q", *address], check=False).returncode == 0

        try:
            if not processes.wait_until(ready, child, 60):
                raise SystemExit(f"PostgreSQL did not start:\n{processes.last_lines(log)}")
            credentials = {**os.environ, "PGPASSWORD": password}
            subprocess.run([binaries / "createdb", *address, "-U", "gongshi", "gongshi"], env=credentials, check=True)
            yield f"postgres://gongshi:{password}@127.0.0.1:{port}/gongshi"
        finally:
            processes.end(child, signal.SIGINT)  # "fast": does not wait for clients to leave


def initialise(binaries: Path, folder: Path, owner: pwd.struct_passwd | None, password: str) -> None:
    secret, log = folder / "password", folder / "initdb.log"
    secret.touch(mode=0o600)
    secret.write_text(password)
    if owner:
        os.chown(secret, owner.pw_uid, owner.pw_gid)
    command = [
        str(binaries / "initdb"),
        f"--pgdata={folder / 'data'}",
        "--username=gongshi",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    child = processes.start(command, owner=owner, cwd=folder, log=log)
    try:
        if child.wait() != 0:
            raise SystemExit(f"PostgreSQL could not make its data folder:\n{processes.last_lines(log)}")
    finally:
        processes.end(child)


def main() -> int:
    command = processes.command_after_dashes(USAGE)
    processes.stop_on_signals()
    try:
        with server() as url:
            return processes.run(command, {**os.environ, "DATABASE_URL": url})
    except processes.Stopped as stopped:
        return stopped.exit_code


if __name__ == "__main__":
    sys.exit(main())
