"""
Requests per second on /health with two gunicorn workers: `python -m tests.bench.health` (PERF-02: 67 at least).

Ten seconds, sixteen connections, and the load generator on the same cores as the server.
"""

import http.client
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from project.embedded.server import free_port, port_answers, wait_until

SECONDS = 10
CONNECTIONS = 16
GOAL = 67


def ask(port: int, until: float, took: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    while time.monotonic() < until:
        began = time.perf_counter()
        connection.request("GET", "/health")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        took.append(time.perf_counter() - began)
    connection.close()


def main() -> int:
    port = free_port()
    gunicorn = str(Path(sys.executable).parent / "gunicorn")
    server = subprocess.Popen(
        [gunicorn, "--config", "python:project.servers.web", "project.wsgi"],
        env=os.environ
        | {"PORT": str(port), "WEB_WORKERS": "2", "DJANGO_SECRET_KEY": "bench-" * 10, "JWT_SECRET": "other-" * 10}
        | {"DATABASE_URL": "postgresql://127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: port_answers(port), seconds=30, what="gunicorn")
        took: list[float] = []
        until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=ask, args=(port, until, took)) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait(timeout=15)
    took.sort()
    rate = len(took) / SECONDS
    alone = took[0] * 1000
    print(f"{rate:.0f} requests/s on /health with 2 workers and {CONNECTIONS} connections (goal {GOAL})")
    p50, p95 = (took[len(took) * share // 100] * 1000 for share in (50, 95))
    print(f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, best {alone:.1f} ms")
    return 0 if rate >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
