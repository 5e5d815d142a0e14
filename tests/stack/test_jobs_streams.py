"""The real stream process: who may watch, what reaches them, and what happens when something is away."""

import asyncio
import json
import sys
import time
import uuid
from dataclasses import dataclass

import httpx
import pytest
from django.conf import settings
from redis import Redis

from project.embedded.server import free_port
from project.embedded.valkey import Valkey
from project.lib.streams import events, tickets
from tests.bench import streams
from tests.stack.processes import UNHURRIED, eventually, running, stream_server

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def stream(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), stream_server(STREAM_ORIGIN="http://localhost:1", PORT="8080") as (_, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def redis():
    return Redis.from_url(settings.REDIS_STATE_URL)


@dataclass
class Job:
    uuid: str
    redis: Redis

    @property
    def topic(self):
        return events.job_topic(self.uuid)

    def tell(self, kind, **data):
        return events.append(self.redis, self.topic, kind, data)

    def address(self, *, at=None, viewer="1", topic=None, secret=settings.SECRET_KEY):
        now = at or time.time()
        ticket = tickets.issue(topic or self.topic, viewer=viewer, secret=secret, now=now)
        return f"/stream/jobs/{self.uuid}?ticket={ticket}"


@pytest.fixture
def job(redis):
    return Job(str(uuid.uuid4()), redis)


def read(lines, *, until):
    """(id, kind, data) of the events, up to the first of the kind `until`."""
    found, event = [], {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            event[name] = value
        elif "event" in event:
            found.append((event.get("id", ""), event["event"], json.loads(event["data"])))
            event = {}
            if found[-1][1] == until:
                break
    return found


def watch(base, address, *, until, headers=None):
    with httpx.stream("GET", base + address, headers=headers, timeout=30) as answer:
        assert answer.status_code == 200, answer.read()
        return read(answer.iter_lines(), until=until)


def test_who_comes_late_hears_the_whole_story_and_the_answer_ends_with_it(stream, job):
    job.tell("queued")
    job.tell("progress", progress=50)
    job.tell("done", progress=100)

    with httpx.stream("GET", stream + job.address(), timeout=30) as answer:
        told = read(answer.iter_lines(), until=None)

    assert [kind for _, kind, _ in told] == ["queued", "progress", "done"]
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"


def test_a_reload_midway_loses_no_event_and_repeats_none(stream, job):
    for number in range(3):
        job.tell("progress", number=number)
    before = watch(stream, job.address(), until="progress")
    for number in range(3, 6):
        job.tell("progress", number=number)
    job.tell("done")

    after = watch(stream, job.address(), until="done", headers={"Last-Event-ID": before[-1][0]})
    by_address = watch(stream, f"{job.address()}&after={before[-1][0]}", until="done")

    numbers = [data["number"] for _, kind, data in before + after if kind == "progress"]
    assert numbers == list(range(6))
    assert by_address == after


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": 1_000_000_000},
        {"secret": "another secret"},
        {"topic": events.job_topic("00000000-0000-0000-0000-000000000000")},
    ],
    ids=["expired", "forged", "another job's"],
)
def test_a_ticket_that_does_not_fit_is_refused(wrong, stream, job):
    answer = httpx.get(stream + job.address(**wrong))

    assert answer.status_code == 403


@pytest.mark.parametrize("ticket", ["", "x", "1.2.3", "9" * 30 + ".a.b", "\u00e9.\u00e9.\u00e9", "a" * 3000])
def test_nonsense_for_a_ticket_is_refused(ticket, stream, job):
    answer = httpx.get(f"{stream}/stream/jobs/{job.uuid}", params={"ticket": ticket})

    assert answer.status_code == 403


def test_only_the_page_s_origin_may_read_a_stream(stream, job):
    job.tell("done")

    ours = httpx.get(stream + job.address(), headers={"Origin": "http://localhost:8080"})
    others = httpx.get(stream + job.address(), headers={"Origin": "http://evil.example"})

    assert ours.headers["access-control-allow-origin"] == "http://localhost:8080"
    assert "access-control-allow-origin" not in others.headers
    assert ours.headers["vary"] == others.headers["vary"] == "Origin"


def test_other_addresses_and_methods_are_refused(stream, job):
    assert httpx.get(f"{stream}/stream/jobs/").status_code == 404
    assert httpx.get(f"{stream}/stream/jobs/{job.uuid}/x").status_code == 404
    assert httpx.post(stream + job.address()).status_code == 405


def test_what_redis_no_longer_knows_is_asked_for_elsewhere(stream, job):
    told = watch(stream, job.address(), until="resync", headers={"Last-Event-ID": "1700000000000-0"})

    assert [kind for _, kind, _ in told] == ["resync"]


def test_one_person_may_not_take_every_place(stream, job):
    job.tell("queued")
    with httpx.Client(limits=httpx.Limits(max_connections=None)) as client:
        opened = [client.send(client.build_request("GET", stream + job.address()), stream=True) for _ in range(30)]

        refused = client.get(stream + job.address())
        other = client.send(client.build_request("GET", stream + job.address(viewer="2")), stream=True)

        for answer in [*opened, other]:
            answer.close()
    assert refused.status_code == 429
    assert other.status_code == 200


def test_streams_need_no_thread_each_and_every_event_arrives():
    figures = streams.run(200, rounds=5)

    assert figures.opened == 200
    assert figures.events_received == figures.events_expected
    assert figures.threads_open == figures.threads_idle
    assert figures.over_idle_mib < 60


def test_redis_restarted_midway_ends_in_the_right_state(tmp_path):
    valkey = Valkey(tmp_path / "valkey", free_port(), "pw", throwaway=True)
    valkey.prepare()
    redis = Redis.from_url(valkey.url)
    job = Job(str(uuid.uuid4()), redis)

    async def story():
        told = []
        async with (
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
            client.stream("GET", job.address()) as answer,
        ):
            lines = answer.aiter_lines()

            async def hear(kind):
                async for line in lines:
                    if line.startswith("event: "):
                        told.append(line.removeprefix("event: "))
                        if told[-1] == kind:
                            return

            await asyncio.wait_for(hear("progress"), 20)
            server.kill()
            with running(*valkey.command):
                await asyncio.to_thread(valkey.wait)
                await asyncio.wait_for(hear("resync"), 30)
                job.tell("done", progress=100)
                await asyncio.wait_for(hear("done"), 30)
        return told

    with running(*valkey.command) as server:
        valkey.wait()
        job.tell("queued")
        job.tell("progress", progress=10)
        with stream_server(REDIS_STATE_URL=valkey.url) as (_, port):
            told = asyncio.run(story())

    assert told[:2] == ["queued", "progress"]
    assert set(told[2:-1]) == {"resync"}
    assert told[-1] == "done"


def test_the_stream_says_whether_it_hears_redis(tmp_path):
    valkey = Valkey(tmp_path / "valkey", free_port(), "pw", throwaway=True)
    valkey.prepare()
    with running(*valkey.command) as server:
        valkey.wait()
        with stream_server(REDIS_STATE_URL=valkey.url) as (_, port):
            server.kill()

            away = eventually(lambda: httpx.get(f"http://127.0.0.1:{port}/health").status_code == 503)

    assert away


def test_a_stop_does_not_wait_for_those_who_watch(job):
    job.tell("queued")
    with stream_server() as (process, port), httpx.Client() as client:
        address = f"http://127.0.0.1:{port}{job.address()}"
        answer = client.send(client.build_request("GET", address), stream=True)
        asked = time.monotonic()

        process.stop(UNHURRIED)
        took = time.monotonic() - asked
        answer.close()

    assert took < UNHURRIED


def test_the_stream_process_knows_no_django():
    code = "import sys, project.servers.stream, project.asgi; sys.exit('django' in sys.modules)"
    with running(sys.executable, "-c", code) as process:
        assert process.wait(30) == 0, process.output
