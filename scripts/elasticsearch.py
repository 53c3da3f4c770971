#!/usr/bin/env python3
"""Run a command beside a throwaway, genuine Elasticsearch: `scripts/elasticsearch.py run -- COMMAND …`.

The server comes from Maven by its coordinates, once, into the user's cache folder. It listens on a free loopback port,
keeps its data in a temporary folder, and is gone when the command ends. The command finds it in ELASTICSEARCH_HOSTS.
"""

import http.client
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import processes

USAGE = "Usage: scripts/elasticsearch.py run -- COMMAND …   (or: fetch, to only fill the cache)"
VERSION = "8.19.21"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
OLDEST_JAVA = 17
CONFIGURATION = """\
cluster.name: gongshi-throwaway
discovery.type: single-node
xpack.security.enabled: false
http.host: 127.0.0.1
http.port: {port}
transport.host: 127.0.0.1
transport.port: {transport_port}
path.data: {folder}/data
path.logs: {folder}/logs
# A developer's disk is often fuller than a server's may be; the default would refuse to write.
cluster.routing.allocation.disk.threshold_enabled: false
"""


def java_home() -> Path:
    """A Java new enough: the one that is named, the one on the PATH, or any other installed."""
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    on_path = shutil.which("java")
    found = [*named, *([Path(on_path).resolve().parents[1]] if on_path else []), *Path("/usr/lib/jvm").glob("*")]
    for home in found:
        if java_version(home) >= OLDEST_JAVA:
            return home
    raise SystemExit(
        f"Elasticsearch needs Java {OLDEST_JAVA} or later (on Debian: apt-get install default-jdk-headless)."
    )


def java_version(home: Path) -> int:
    java = home / "bin" / "java"
    if not java.exists():
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version.group(1)) if version else 0


def archive(java: Path) -> Path:
    """The server's zip in the cache folder, fetched when it is not there yet."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongshi"
    kept = cache / f"elasticsearch-{VERSION}.zip"
    if kept.exists():
        return kept
    maven = shutil.which("mvn")
    if not maven:
        raise SystemExit("Fetching Elasticsearch needs Maven (on Debian: apt-get install maven).")
    cache.mkdir(parents=True, exist_ok=True)
    # Into a folder beside it and then renamed: a broken download must never look like the real thing.
    with tempfile.TemporaryDirectory(dir=cache) as name:
        arriving = Path(name)
        command = [maven, "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", "-Dmdep.useBaseVersion=true"]
        log = arriving / "maven.log"
        env = {**os.environ, "JAVA_HOME": str(java)}
        # Maven reads a pom.xml where it stands, so it stands in the empty folder.
        child = processes.start([*command, f"-DoutputDirectory={arriving}"], env=env, cwd=arriving, log=log)
        try:
            child.wait()
        finally:
            processes.end(child)
        got = list(arriving.glob("*.zip"))
        if child.returncode != 0 or not got:
            raise SystemExit(f"Maven could not fetch {ARTIFACT}:\n{processes.last_lines(log)}")
        got[0].rename(kept)
    return kept


def unpack(zipped: Path, folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Unpacked anew each time: the cache may lie where the unprivileged user cannot read, and nothing is left over."""
    with zipfile.ZipFile(zipped) as opened:
        opened.extractall(folder)
    home = next(folder.glob("elasticsearch-*"))
    for program in (home / "bin").iterdir():
        program.chmod(0o755)  # zipfile forgets it
    if owner:
        for path in folder.rglob("*"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    return home


def healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=2s")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its address."""
    java = java_home()
    zipped = archive(java)
    owner = processes.unprivileged("elasticsearch")
    with processes.temporary_folder(owner) as folder:
        home = unpack(zipped, folder, owner)
        scratch = folder / "tmp"
        scratch.mkdir()
        if owner:
            os.chown(scratch, owner.pw_uid, owner.pw_gid)
        port = processes.free_port()
        settings = CONFIGURATION.format(port=port, transport_port=processes.free_port(), folder=folder)
        (home / "config" / "elasticsearch.yml").write_text(settings)
        env = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
            "ES_TMPDIR": str(scratch),  # never a folder above the server's own: it refuses to read itself then
        }
        log = folder / "server.log"
        child = processes.start([str(home / "bin" / "elasticsearch")], env=env, owner=owner, cwd=home, log=log)
        try:
            if not processes.wait_until(lambda: healthy(port), child, 180):
                raise SystemExit(f"Elasticsearch did not start:\n{processes.last_lines(log)}")
            yield f"http://127.0.0.1:{port}"
        finally:
            processes.end(child, patience=20)
            processes.end_orphans()  # the launcher is a process of its own beside the server


def main() -> int:
    processes.stop_on_signals()
    processes.adopt_orphans()
    try:
        if sys.argv[1:] == ["fetch"]:
            archive(java_home())
            return 0
        command = processes.command_after_dashes(USAGE)
        with server() as host:
            return processes.run(command, {**os.environ, "ELASTICSEARCH_HOSTS": host, "GONGSHI_ELASTICSEARCH": "1"})
    except processes.Stopped as stopped:
        return stopped.exit_code


if __name__ == "__main__":
    sys.exit(main())
