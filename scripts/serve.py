#!/usr/bin/env python3
"""Run the whole site on this machine: prepare the data, start web and worker, stop both. `make run`, `make dev`.

Everything it starts stays in its own process group and ends with it: on Ctrl-C, on SIGTERM, when the group is killed,
when one of the two dies, and (on Linux) when this script itself is killed with no chance to tidy up.
"""

import argparse
import contextlib
import errno
import fcntl
import hashlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import processes
from processes import ROOT

HOST = "127.0.0.1"
STATIC_STAMP = ROOT / "build" / "static.stamp"
SECONDS_TO_START = 90


def say(text: str) -> None:
    print(text, flush=True)


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise SystemExit(f"端口“{text}”不对。请写 1 到 65535 之间的整数，例如 make run PORT=8010。")
    return int(text)


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server itself does: an address left over from a closed connection is not taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise SystemExit(
                    f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如 make run PORT=8010。"
                ) from error
            other = 8010 if port != 8010 else 8020
            raise SystemExit(
                f"端口 {port} 已被别的程序占用，本站没有启动。请换一个端口，例如 make run PORT={other}。"
            ) from error


def environment(port: int, *, debug: bool) -> dict[str, str]:
    """The caller's environment decides, except for what belongs to this way of running."""
    return {
        "SITE_URL": f"http://{HOST}:{port}",
        "LOG_LEVEL": "INFO" if debug else "WARNING",  # a line a request would push the accounts off the screen
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DEBUG": "1" if debug else "0",
        "BIND": f"{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def make_data_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(f"数据目录 {folder} 不能建立（{error.strerror}）。请用 DATA_DIR=路径 另行指定。") from error


def manage(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def perform(words: str, command: Sequence[str], env: Mapping[str, str]) -> str:
    """Run one step of the preparation to its end; gives what it printed."""
    say(words)
    child = processes.start(command, env=env, capture=True)
    try:
        printed = child.communicate()[0].decode(errors="replace")
    finally:
        processes.end(child)
    if child.returncode != 0:
        say(printed)
        raise SystemExit(f"这一步没有成功（{' '.join(command[1:])}），本站没有启动。原因见上面的输出。")
    return printed


def static_fingerprint() -> str:
    """Of all that collectstatic reads: our own static files, and through the lock file those of the libraries."""
    folders = [ROOT / "site" / "static", *ROOT.glob("site/*/static"), *ROOT.glob("[!.b]*/static")]
    sources = sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})
    digest = hashlib.sha256()
    for path in (ROOT / "requirements" / "base.txt", ROOT / "site" / "portal" / "settings" / "base.py", *sources):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def collect_static(env: Mapping[str, str]) -> None:
    """Two sites started at once from one folder take turns: the second finds everything collected."""
    wanted = static_fingerprint()
    STATIC_STAMP.parent.mkdir(exist_ok=True)
    with STATIC_STAMP.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        collected = (ROOT / "build" / "static" / "staticfiles.json").exists()
        if collected and STATIC_STAMP.exists() and STATIC_STAMP.read_text() == wanted:
            return
        perform("正在整理样式和脚本文件……", manage("collectstatic", "--noinput", "-v", "0"), env)
        STATIC_STAMP.write_text(wanted)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Family:
    """The processes that make up the running site, named for people."""

    def __init__(self, commands: Mapping[str, Sequence[str]], env: Mapping[str, str]) -> None:
        self.commands = commands
        self.env = env
        self.members: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, ready: Callable[[], bool], greeting: str) -> int:
        """Start all, greet when ready, go on until one ends or a signal comes; then nothing is left running."""
        signalled = False
        try:
            for name, command in self.commands.items():
                self.members[name] = processes.start(command, env=self.env)
            sentence = self.wait_until(ready)
            if not sentence:
                say(greeting)
                sentence = self.wait_for_an_end()
        except processes.Stopped as stopped:
            signalled = True
            say("正在停止……")
            return stopped.exit_code
        finally:
            self.stop(signalled=signalled)
        say(sentence)
        return 1

    def wait_until(self, ready: Callable[[], bool]) -> str:
        """Why it did not become ready; empty when it did."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not ready():
            if fallen := self.fallen():
                return fallen
            if time.monotonic() > deadline:
                return f"网站在 {SECONDS_TO_START} 秒内没有应答，已全部停止。原因见上面的输出。"
            time.sleep(0.1)
        return self.fallen()

    def wait_for_an_end(self) -> str:
        while not (fallen := self.fallen()):
            time.sleep(0.2)
        return fallen

    def fallen(self) -> str:
        """Which has ended, in a sentence. Whatever its exit code, that is a failure: they run until told to stop."""
        for name, child in self.members.items():
            if (code := child.poll()) is not None:
                how = f"被信号 {-code} 终止" if code < 0 else f"退出码 {code}"
                return f"{name}意外停止（{how}），其余进程已一并停止。原因见上面的输出。"
        return ""

    def stop(self, *, signalled: bool, patience: float = 5) -> None:
        processes.ignore_signals()
        # A signal mostly reached the whole group: a second one at once would cut off a task being finished.
        deadline = time.monotonic() + (1 if signalled else 0)
        while time.monotonic() < deadline and any(child.poll() is None for child in self.members.values()):
            time.sleep(0.05)
        for child in self.members.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + patience
        for child in self.members.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            processes.end(child, patience=0)
        processes.end_orphans()


def serve(port: int, *, debug: bool) -> int:
    env = environment(port, debug=debug)
    make_data_folder(Path(env.get("DATA_DIR") or ROOT / "var"))
    perform("正在准备数据库……", manage("migrate", "--noinput", "-v", "0"), env)
    accounts = perform("正在准备演示内容（只在第一次载入，需要一会儿）……", manage("demo"), env)
    worker = manage("worker", "--interval", "0.5", "--queue-name", "*")
    if debug:
        web = manage("runserver", f"{HOST}:{port}")
    else:
        collect_static(env)
        # Its control socket has one place per user: a second site on this machine would quarrel over it.
        web = [sys.executable, "-m", "gunicorn", "--no-control-socket"]
        worker.append("--no-reload")
    address = env["SITE_URL"].rstrip("/")
    greeting = f"{accounts.rstrip()}\n\n本站已启动：{address}/    后台：{address}/admin/    按 Ctrl-C 停止。"
    return Family({"网站进程": web, "后台进程": worker}, env).run(lambda: answers(port), greeting)


def main() -> int:
    parser = argparse.ArgumentParser(description="在本机运行全站。")
    parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="端口，默认 8000")
    parser.add_argument("--debug", action="store_true", help="开发方式：改动后自动重启，显示出错细节")
    options = parser.parse_args()
    port = port_number(options.port)
    refuse_taken_port(port)
    processes.end_with_parent()  # `make run` may itself be killed with no chance to pass it on
    processes.adopt_orphans()
    processes.stop_on_signals()
    try:
        return serve(port, debug=options.debug)
    except processes.Stopped as stopped:
        return stopped.exit_code


if __name__ == "__main__":
    sys.exit(main())
