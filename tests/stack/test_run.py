"""`./run` from the first start to the last: what it starts, says, survives and leaves behind."""

import os
import signal
import socket
import subprocess

import psycopg
import pytest
import redis

from project.settings.env import read_env_file

from .steward import get

pytestmark = pytest.mark.stack

PARTS = {"postgres", "valkey", "web", "stream", "worker-quick", "worker-heavy", "beat", "exporter"}


def servers(one) -> dict[str, str]:
    return read_env_file(one.folder / "steward.env")


def test_it_starts_signs_in_once_and_stops_without_leaving_anything(steward):
    one = steward().start()

    assert set(one.processes()) == PARTS
    assert get(f"{one.address}/health")[0] == 200
    assert get(f"http://127.0.0.1:{one.port}/sign-in/?a=b")[2]["Location"] == f"{one.address}/sign-in/?a=b"

    status, _, headers = get(one.link)
    assert (status, headers["Location"]) == (302, "/")
    cookies = "; ".join(cookie.split(";")[0] for cookie in headers.get_all("Set-Cookie"))
    assert "Robin" in get(f"{one.address}/settings/", Cookie=cookies)[1]
    assert get(one.link)[2]["Location"] == "/sign-in/"  # once only

    assert one.stop() == 0
    assert one.alive() == []
    assert "Stopped" in one.read()


def test_a_link_from_a_proxy_is_no_page(started):
    one = started()

    assert get(one.link, **{"X-Forwarded-For": "203.0.113.9"})[0] == 404
    assert get(one.link)[0] == 302


def test_other_users_of_the_machine_learn_nothing(steward):
    one = steward()
    one.folder.mkdir(mode=0o755)
    one.start()
    token = one.link.split("/welcome/")[1].strip("/")
    get(f"http://127.0.0.1:{one.port}/welcome/{token}/")
    get(f"{one.address}/welcome/{token}")
    get(one.link)

    readable = [file for file in (one.folder, *one.folder.rglob("*")) if file.lstat().st_mode & 0o077]
    telling = [log for log in (one.folder / "log").iterdir() if token in log.read_text(errors="replace")]

    assert readable == []
    assert telling == []


def test_what_was_recorded_outlives_a_killed_supervisor(started):
    one = started()
    with psycopg.connect(servers(one)["DATABASE_URL"], autocommit=True) as db:
        db.execute("UPDATE accounts_user SET name = 'Kept'")
    redis.from_url(servers(one)["REDIS_URL"]).rpush("kept", "entry")
    orphans = one.processes()
    one.process.kill()
    one.process.wait()

    one.start()

    assert "left running" in one.read()
    assert not set(orphans.values()) & set(one.alive())
    with psycopg.connect(servers(one)["DATABASE_URL"]) as db:
        assert db.execute("SELECT name FROM accounts_user").fetchone() == ("Kept",)
    assert redis.from_url(servers(one)["REDIS_URL"]).lrange("kept", 0, -1) == [b"entry"]


def test_a_second_run_says_so_and_leaves_the_first_alone(started):
    one = started()
    before = one.processes()

    done = subprocess.run(["./run"], cwd=one.root, env=one.variables, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert f"already running from this folder, at {one.address}" in done.stderr
    assert one.processes() == before
    assert get(f"{one.address}/health")[0] == 200


def test_a_part_that_dies_is_started_again(started):
    one = started()
    before = one.processes()
    os.killpg(before["web"], signal.SIGKILL)
    os.kill(before["valkey"], signal.SIGKILL)

    one.until(lambda: {one.processes()[name] for name in ("web", "valkey")}.isdisjoint(before.values()))
    one.until(lambda: get_or_nothing(f"{one.address}/health") == 200)

    assert "the pages ended (-9); starting it again" in one.read()
    assert {name: pid for name, pid in one.processes().items() if name == "beat"} == {"beat": before["beat"]}


def get_or_nothing(address: str) -> int:
    try:
        return get(address)[0]
    except OSError:
        return 0


def test_a_taken_port_is_named(steward):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        one = steward(PORT=str(taken.getsockname()[1])).launch()
        code = one.process.wait(timeout=60)

    assert code == 1
    assert f"Port {one.port} is taken by another program" in one.read()
    assert "PORT=8090 ./run" in one.said


def test_the_data_of_another_postgresql_is_left_alone(steward):
    one = steward()
    (one.folder / "postgres").mkdir(parents=True)
    (one.folder / "postgres" / "PG_VERSION").write_text("14\n")

    code = one.launch().process.wait(timeout=60)

    assert code == 1
    assert "was made by PostgreSQL 14" in one.read()
    assert "pg_dump" in one.said
    assert (one.folder / "postgres" / "PG_VERSION").read_text() == "14\n"


def test_a_data_folder_that_cannot_be_written_is_named(steward, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    one = steward("file").launch()

    assert one.process.wait(timeout=60) == 1
    assert f"Steward cannot write in {tmp_path / 'file'}" in one.read()


def test_a_variable_that_cannot_be_used_is_named(steward):
    one = steward(WEB_THREADS="many").launch()

    assert one.process.wait(timeout=60) == 1
    assert "WEB_THREADS: expected a whole number from 1 to 64" in one.read()


def test_your_own_servers_are_used(steward, settings):
    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/own"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        db.execute("CREATE DATABASE own")
    own_redis = os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/15"

    one = steward(DATABASE_URL=url, REDIS_URL=own_redis).start()

    assert set(one.processes()) == PARTS - {"postgres", "valkey"}
    with psycopg.connect(url) as db:
        assert db.execute("SELECT count(*) FROM accounts_user").fetchone() == (1,)
    one.stop()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        db.execute("DROP DATABASE own WITH (FORCE)")
