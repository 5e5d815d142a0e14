"""
The units H, T, D and Q on this machine, now.

    python -m tests.bench.units [ROUNDS]
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .measure import ROOT, Engines, Server, Subject, engines, interleaved, table

HELLO, TEMPLATE, DRF, SQL = "H: hello world", "T: ORM + template, 25", "D: DRF list, 25", "Q: bare SQL, 25"
COLUMNS = {"H": HELLO, "T": TEMPLATE, "D": DRF, "Q": SQL}
LOAD = (
    "import django; django.setup();"
    "from django.core.management import call_command; call_command('migrate', run_syncdb=True, verbosity=0);"
    "from tests.bench.floor.models import load; load()"
)


@contextmanager
def floor(started: Engines) -> Iterator[list[Subject]]:
    """The units, served beside whatever is measured against them."""
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": started.create("floor"),
    }
    subprocess.run([sys.executable, "-c", LOAD], cwd=ROOT, env=os.environ | env, check=True)
    arguments = ["tests.bench.floor.wsgi:application", "-k", "gthread", "--threads", "2", "--keep-alive", "75"]
    with Server(started, database="floor", env=env, arguments=arguments) as server:
        yield [
            Subject(HELLO, server, "/h", 1500),
            Subject(TEMPLATE, server, "/t", 200),
            Subject(DRF, server, "/d", 200),
            Subject(SQL, server, "/q", 500),
        ]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with engines() as started, floor(started) as units:
        print(table(interleaved(units, rounds=rounds), COLUMNS))


if __name__ == "__main__":
    main()
