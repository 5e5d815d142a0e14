"""
What the rate limits cost in Redis: bytes for each counter, and for each client address (PERF-22).

    python -m tests.bench.ratelimit_memory
"""

import os
import subprocess
import tempfile
from pathlib import Path

from project.embedded.server import free_port
from project.embedded.valkey import Valkey

CLIENTS = 100_000


def measure() -> None:
    import django

    django.setup()

    from django.conf import settings
    from django_redis import get_redis_connection

    from project.lib.limits.counters import Counted, count
    from project.lib.limits.policies import IP_POLICIES

    redis = get_redis_connection("ratelimit")
    before = redis.info("memory")["used_memory"]
    general = [settings.RATE_LIMITS[name] for name in IP_POLICIES]
    for number in range(CLIENTS):
        address = f"address:10.{number >> 16}.{(number >> 8) & 255}.{number & 255}"
        count([Counted(policy, policy.rate, address) for policy in general])
    used, keys = redis.info("memory")["used_memory"] - before, redis.dbsize()
    print(f"{CLIENTS:,} addresses: {keys:,} counters alive, {used / 2**20:.1f} MiB, {used / keys:.0f} bytes a counter")
    print(f"at most {used / keys * len(general):.0f} bytes an address while all of its windows are open")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Valkey(Path(folder), free_port(), "measured", throwaway=True)
        server.prepare()
        with subprocess.Popen(server.command, stdout=subprocess.DEVNULL) as process:
            try:
                server.wait()
                os.environ.update(
                    DJANGO_SETTINGS_MODULE="project.settings.dev", REDIS_URL=server.url, DJANGO_SECRET_KEY="measuring"
                )
                measure()
            finally:
                process.terminate()


if __name__ == "__main__":
    main()
