"""
What the web processes hold in memory: `python -m tests.bench.memory [WORKERS]`.

gunicorn as production runs it, loaded once before it forks. Pages that several processes share are counted in parts
(PSS of /proc/*/smaps_rollup), so the figures of the processes add up to what the machine has lent.
"""

import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

from project.embedded.server import free_port, port_answers, wait_until

from .measure import ROOT, Process, engines, steward_environment

GOAL_MB = 90
# Pages of nobody, which need no sample data; each new connection may reach another worker.
PATHS = ("/sign-in/", "/api/v1/", "/api/v1/schema", "/health/ready", "/no-such-page")
ROUNDS = 40


def proportional_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ask(port: int, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"})
    connection.getresponse().read()
    connection.close()


def main() -> int:
    workers, port = int(sys.argv[1]) if len(sys.argv) > 1 else 4, free_port()
    with engines() as started:
        env = os.environ | steward_environment(started, started.create("memory"))
        env |= {"PORT": str(port), "WEB_WORKERS": str(workers)}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:project.servers.web", "project.wsgi"]
        web = Process(gunicorn, started.folder / "web.log", env)
        try:
            wait_until(lambda: port_answers(port), seconds=60, what="gunicorn")
            for _ in range(ROUNDS):
                for path in PATHS:
                    ask(port, path)
            master, *each = (proportional_mb(pid) for pid in [web.pid, *children(web.pid)])
        finally:
            web.stop()
    print(f"master {master:.0f} MB; {len(each)} workers: {', '.join(f'{size:.0f}' for size in sorted(each))} MB")
    print(f"largest worker {max(each):.0f} MB (goal: {GOAL_MB}); all together {master + sum(each):.0f} MB")
    return int(max(each) > GOAL_MB)


if __name__ == "__main__":
    sys.exit(main())
