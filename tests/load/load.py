"""A small, bounded load generator: a few keep-alive connections asking for one page for some seconds."""

import contextlib
import socket
import statistics
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self

from tests.load.registry import CannotRun, Figure

HOST = "127.0.0.1"
CONNECTIONS = 8
REQUESTS_A_CONNECTION = 50  # then a new one: a worker that happened to accept more than its share does not keep them
MOST_ROUNDS, MOST_SECONDS = 50, 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """One page of one server."""

    name: str
    port: int
    path: str = "/"


@dataclass(slots=True)
class Measured:
    """What one target did, round by round."""

    rates: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    weight: int = 0

    def add(self, seconds: float, latencies: list[float], weight: int) -> None:
        self.rates.append(len(latencies) / seconds)
        self.latencies += latencies
        self.weight = weight

    def row(self, name: str) -> dict[str, Figure]:
        cuts = statistics.quantiles(self.latencies, n=100)
        return {
            "page": name,
            "requests": len(self.latencies),
            "median req/s": statistics.median(self.rates),
            "p50 ms": cuts[49] * 1000,
            "p95 ms": cuts[94] * 1000,
            "bytes": self.weight,
        }


class Connection:
    """One keep-alive connection. Reads just enough HTTP to know where an answer ends, so that it costs little."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.socket = socket.create_connection((HOST, target.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.socket.close()

    def get(self) -> int:
        """Ask once; gives the bytes of the body."""
        ask = f"GET {self.target.path} HTTP/1.1\r\nHost: {HOST}:{self.target.port}\r\nAccept-Encoding: br, gzip\r\n\r\n"
        self.socket.sendall(ask.encode())
        answer = bytearray()
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._more()
        head = bytes(answer[:end]).lower()
        status, _, length = head[9:12], *head.partition(b"\r\ncontent-length: ")[1:]
        if status != b"200":
            raise CannotRun(f"{self.target.name} answered {status.decode()} under load.")
        if not length:
            raise CannotRun(f"{self.target.name} does not say how long its answer is.")
        weight = int(length.partition(b"\r\n")[0])
        have = len(answer) - end - 4
        while have < weight:
            have += len(self._more())
        self.open = b"\r\nconnection: close" not in head
        return weight

    def _more(self) -> bytes:
        received = self.socket.recv(65536)
        if not received:
            raise CannotRun(f"{self.target.name} closed a connection in the middle of an answer.")
        return received


def _ask_until(deadline: float, target: Target) -> tuple[list[float], int]:
    latencies: list[float] = []
    weight = 0
    while time.perf_counter() < deadline:
        with Connection(target) as connection:
            for _ in range(REQUESTS_A_CONNECTION):
                started = time.perf_counter()
                if started >= deadline:
                    break
                weight = connection.get()
                latencies.append(time.perf_counter() - started)
                if not connection.open:
                    break
    return latencies, weight


def press(target: Target, seconds: float, into: Measured | None = None) -> None:
    """One round: all connections ask as fast as they are answered, until the time is up."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        jobs = [pool.submit(_ask_until, started + seconds, target) for _ in range(CONNECTIONS)]
        try:
            answers = [job.result() for job in jobs]
        except OSError as error:
            raise CannotRun(f"{target.name} could not be reached under load: {error}.") from error
    if into is not None:
        latencies = [each for found, _ in answers for each in found]
        into.add(time.perf_counter() - started, latencies, answers[0][1])


def interleave(targets: list[Target], rounds: int, seconds: float) -> dict[str, Measured]:
    """A B C, A B C, …: whatever else the machine does meets all of them alike."""
    measured = {target.name: Measured() for target in targets}
    for target in targets:
        press(target, min(seconds, 1.0))  # warm-up: modules, templates, site roots
    for _ in range(rounds):
        for target in targets:
            press(target, seconds, measured[target.name])
    return measured


def ratios(measured: Mapping[str, Measured], of: str, to: list[str]) -> Iterator[dict[str, Figure]]:
    """Requests a second of one against each of the others, round by round."""
    for other in to:
        pairs = [a / b for a, b in zip(measured[of].rates, measured[other].rates, strict=True)]
        yield {"ratio": f"{of} / {other}", "min": min(pairs), "median": statistics.median(pairs), "max": max(pairs)}


def answers(target: Target) -> bool:
    with contextlib.suppress(OSError, CannotRun), Connection(target) as connection:
        return connection.get() > 0
    return False
