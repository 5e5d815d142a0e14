"""
What open event streams cost: memory over idle, threads and the time an event takes from Redis to the client.

    python -m tests.bench.streams --streams 2000

Starts the real stream process, opens the streams, publishes a few events to each, prints one line per figure and
stops. Goal: at most 60 MiB over idle for 2,000 streams and no thread per stream.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings.test")

import django
from django.conf import settings
from redis import Redis

from project.lib.streams import events, tickets

MEBIBYTE = 1024 * 1024


@dataclass
class Figures:
    streams: int
    opened: int
    events_expected: int
    events_received: int
    open_seconds: float
    idle_mib: float
    open_mib: float
    over_idle_mib: float
    threads_idle: int
    threads_open: int
    latency_p50_ms: float
    latency_p99_ms: float


def proportional_mib(pids: list[int]) -> float:
    """Memory with shared pages counted in proportion (PSS)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) * 1024
    return total / MEBIBYTE


def threads(pids: list[int]) -> int:
    return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in pids)


class Reader(asyncio.Protocol):
    """A client that costs little itself: one socket, a line count, and the latency of what comes."""

    def __init__(self, request: bytes, figures: list[float], opened: list[int]) -> None:
        self._request, self._latencies, self._opened = request, figures, opened
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(self._request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        now = time.time()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"retry:"):
                self._opened.append(1)
            elif line.startswith(b"data: "):
                self._latencies.append((now - json.loads(line[6:])["at"]) * 1000)


async def until(holds, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


async def measure(port: int, pids: list[int], streams: int, rounds: int) -> Figures:
    redis = Redis.from_url(settings.REDIS_STATE_URL)
    jobs = [str(uuid.uuid4()) for _ in range(streams)]
    for job in jobs:
        # The topic exists, as it does for a job; the client would else be told to ask for the state.
        events.append(redis, events.job_topic(job), "queued", {"at": time.time()})
    idle, threads_idle = proportional_mib(pids), threads(pids)

    latencies: list[float] = []
    opened: list[int] = []
    loop = asyncio.get_running_loop()
    began = time.monotonic()
    transports = []
    for number, job in enumerate(jobs):
        topic = events.job_topic(job)
        ticket = tickets.issue(topic, viewer=str(number), secret=settings.SECRET_KEY, now=time.time())
        request = f"GET /stream/jobs/{job}?ticket={ticket} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        transport, _ = await loop.create_connection(lambda r=request: Reader(r, latencies, opened), "127.0.0.1", port)
        transports.append(transport)
    await until(lambda: len(latencies) >= streams, 60)
    open_seconds = time.monotonic() - began
    received_at_first = len(latencies)
    latencies.clear()

    for _ in range(rounds):
        for job in jobs:
            events.append(redis, events.job_topic(job), "progress", {"at": time.time()})
            await asyncio.sleep(0)
    await until(lambda: len(latencies) >= rounds * streams, 60)
    await asyncio.sleep(0.5)
    after, threads_open = proportional_mib(pids), threads(pids)
    quantiles = statistics.quantiles(latencies, n=100)
    figures = Figures(
        streams=streams, opened=len(opened), events_expected=(rounds + 1) * streams,
        events_received=received_at_first + len(latencies), open_seconds=round(open_seconds, 2),
        idle_mib=round(idle, 1),
        open_mib=round(after, 1), over_idle_mib=round(after - idle, 1), threads_idle=threads_idle,
        threads_open=threads_open, latency_p50_ms=round(quantiles[49], 1), latency_p99_ms=round(quantiles[98], 1),
    )  # fmt: skip
    for transport in transports:
        transport.close()
    for start in range(0, streams, 500):
        redis.delete(*(events.job_topic(job) for job in jobs[start : start + 500]))
    return figures


def run(streams: int, rounds: int = 5) -> Figures:
    from tests.stack.processes import stream_server

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with stream_server() as (process, port):
        return asyncio.run(measure(port, process.alive_in_group(), streams, rounds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--streams", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5, help="events to each stream")
    asked = parser.parse_args()
    django.setup()
    for name, value in asdict(run(min(asked.streams, 8000), asked.rounds)).items():
        print(f"{name:>18}  {value}")


if __name__ == "__main__":
    main()
