"""The database settings hold behind a PgBouncer that pools per transaction (INF-17)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from project.embedded.server import free_port, port_answers, wait_until
from tests.stack.steward import let_everybody_in

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.stack,
    pytest.mark.skipif(
        not shutil.which("pgbouncer"), reason="pgbouncer is not installed (Debian: apt install pgbouncer)"
    ),
]

# Eight threads over two server connections: locks, savepoints and long results, each of which a pooler can break.
WORK = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.contrib.auth import get_user_model
from django.db import connection, transaction
User = get_user_model()
User.objects.bulk_create(User(email=f"p{n}@example.org") for n in range(500))
def work(n):
    try:
        with transaction.atomic():
            person = User.objects.select_for_update().get(email="p0@example.org")
            with transaction.atomic():
                person.name += "x"
                person.save()
        return sum(1 for _ in User.objects.iterator(chunk_size=50))
    finally:
        connection.close()
with ThreadPoolExecutor(8) as pool:
    seen = list(pool.map(work, range(80)))
print(set(seen), len(User.objects.get(email="p0@example.org").name))
"""


@pytest.fixture
def bouncer(tmp_path):
    """The addresses of a database of its own: through PgBouncer, and past it."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        db.execute("CREATE DATABASE behind_pgbouncer")
    port = free_port()
    (tmp_path / "users.txt").write_text(f'"{server.username}" "{server.password}"\n')
    (tmp_path / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={server.hostname} port={server.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {tmp_path}/users.txt\n"
        "pool_mode = transaction\nmax_client_conn = 1000\ndefault_pool_size = 2\nmax_db_connections = 100\n"
    )
    as_nobody = []
    if os.getuid() == 0:  # it refuses to run as root
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        let_everybody_in(tmp_path)
        for path in tmp_path.iterdir():
            path.chmod(0o644)
    process = subprocess.Popen([*as_nobody, shutil.which("pgbouncer"), "-q", str(tmp_path / "pgbouncer.ini")])
    wait_until(lambda: port_answers(port), seconds=20, what="PgBouncer")
    who = f"postgresql://{server.username}:{server.password}@"
    yield f"{who}127.0.0.1:{port}/behind_pgbouncer", f"{who}{server.hostname}:{server.port}/behind_pgbouncer"
    process.terminate()
    process.wait(timeout=10)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        db.execute("DROP DATABASE behind_pgbouncer WITH (FORCE)")


def test_threads_share_two_connections_without_losing_a_write(bouncer):
    pooled, direct = bouncer
    environment = os.environ | {
        "DATABASE_URL": pooled,
        "DATABASE_DIRECT_URL": direct,
        "DJANGO_SETTINGS_MODULE": "project.settings.dev",
        "DJANGO_SECRET_KEY": "only for this test",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)

    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "{500} 80", done.stderr
    with psycopg.connect(direct) as db:
        busy = db.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'behind_pgbouncer'").fetchone()[0]
    assert busy <= 3  # the pool's two and this one
