"""The private servers: started from nothing, started again, and honest about what they cannot do."""

import contextlib
import shutil
import signal
import socket
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
import redis

from project.embedded import postgres as postgres_module
from project.embedded import server
from project.embedded import valkey as valkey_module
from project.embedded.postgres import Postgres
from project.embedded.server import CannotStart, free_port, port_is_free, wait_until
from project.embedded.valkey import Valkey


@pytest.fixture
def started():
    running = []

    def start(one):
        one.prepare()
        running.append(subprocess.Popen(one.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        one.wait()
        return running[-1]

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def beside(one):
    """Where one can ask before Steward's own database is made."""
    return f"{one.url.removesuffix('/steward')}/postgres"


def test_postgresql_has_the_extensions_and_the_accents(tmp_path, started):
    one = Postgres(tmp_path / "data", free_port(), "word", throwaway=True)
    started(one)
    one.create_database()
    one.create_database()

    with psycopg.connect(one.url, autocommit=True) as db:
        for extension in ("pg_trgm", "unaccent", "vector", "btree_gist", "citext"):
            db.execute(f"CREATE EXTENSION {extension}")
        assert db.execute("SELECT lower('ÉCLAIR'), unaccent('éclair')").fetchone() == ("éclair", "eclair")


def test_postgresql_asks_for_the_password(tmp_path, started):
    one = Postgres(tmp_path / "data", free_port(), "word", throwaway=True)
    started(one)

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(beside(one).replace("word", "guess"))
    psycopg.connect(beside(one)).close()


def test_postgresql_starts_again_while_a_client_s_process_of_a_killed_one_still_works(tmp_path, started):
    one = Postgres(tmp_path / "data", free_port(), "word", throwaway=True)
    killed = started(one)
    client = psycopg.connect(beside(one))
    work = threading.Thread(target=count, args=[client])
    work.start()
    wait_until(lambda: is_busy(one), seconds=10, what="The count")

    killed.kill()
    killed.wait()
    started(one)
    work.join()


COUNT = "SELECT count(*) FROM generate_series(1, 20000000) AS many(n) WHERE n % 7 = 3"


def count(client):
    """Reckons without looking whether its server is still there."""
    with contextlib.suppress(psycopg.Error):
        client.execute(COUNT)


def is_busy(one):
    with psycopg.connect(beside(one)) as db:
        return db.execute("SELECT 1 FROM pg_stat_activity WHERE query = %s", [COUNT]).fetchone() is not None


def test_a_first_start_that_was_interrupted_begins_again(tmp_path):
    one = Postgres(tmp_path / "data", free_port(), "word", throwaway=True)
    (tmp_path / "data.new").mkdir()
    (tmp_path / "data.new" / "half").touch()

    one.prepare()

    assert (tmp_path / "data" / "PG_VERSION").is_file()
    assert not (tmp_path / "data.new").exists()


def test_a_server_that_was_killed_is_waited_for(tmp_path):
    one = Postgres(tmp_path / "data", free_port(), "word", throwaway=True)
    one.prepare()
    last = subprocess.Popen(["sleep", "60"])
    (tmp_path / "data" / "postmaster.pid").write_text(f"{last.pid}\n")
    threading.Timer(0.3, lambda: (last.kill(), last.wait())).start()

    one.prepare()

    assert last.poll() is not None


def test_a_folder_with_something_else_in_it_is_not_emptied(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "letters.txt").write_text("mine")

    with pytest.raises(CannotStart, match="is not a database"):
        Postgres(tmp_path / "data", free_port(), "word").prepare()

    assert (tmp_path / "data" / "letters.txt").read_text() == "mine"


def test_initdb_that_fails_says_why(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises((CannotStart, OSError)):
        Postgres(tmp_path / "file" / "data", free_port(), "word").prepare()


def test_valkey_asks_for_the_password_and_keeps_what_it_was_given(tmp_path, started):
    one = Valkey(tmp_path / "valkey", free_port(), "word")
    process = started(one)
    redis.from_url(one.url).set("kept", "1")
    with pytest.raises(redis.AuthenticationError):
        redis.from_url(one.url.replace("word", "guess")).ping()
    process.kill()
    process.wait()

    started(one)

    assert redis.from_url(one.url).get("kept") == b"1"
    assert (tmp_path / "valkey" / "valkey.conf").stat().st_mode & 0o077 == 0


def test_where_no_engine_can_be_found_the_variable_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))

    with pytest.raises(CannotStart, match="DATABASE_URL"):
        postgres_module.binaries()
    with pytest.raises(CannotStart, match="REDIS_URL"):
        valkey_module.binary()


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert not port_is_free(port)
        assert free_port(port) != port
    assert free_port(port) == port


def test_waiting_ends():
    with pytest.raises(CannotStart, match="The kettle did not become ready within 0 seconds"):
        wait_until(lambda: False, seconds=0.05, what="The kettle")


def test_a_field_key_has_256_bits():
    import base64

    assert len(base64.b64decode(server.new_field_key())) == 32
