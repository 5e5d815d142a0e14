"""The stream application itself, asked as a server asks it; tests/stack drives it under gunicorn."""

import asyncio
import time
import uuid
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from django.conf import settings
from redis import Redis

from project import asgi
from project.lib.streams import events, tickets
from project.settings.env import environment

# Of this process alone: Redis announces to every database of a server. So it stands in no test's name.
JOB = str(uuid.uuid4())
TOPIC = events.job_topic(JOB)


@pytest.fixture
def redis():
    server = Redis.from_url(settings.REDIS_STATE_URL)
    server.flushdb()
    return server


class Answer:
    """What the application sent, as a client would have it."""

    def __init__(self):
        self.status, self.headers, self.body = 0, {}, b""

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]


@asynccontextmanager
async def serving(**variables):
    env = replace(environment(), redis_url=settings.REDIS_STATE_URL, secret_key=settings.SECRET_KEY, **variables)
    application, orders, said = asgi.Streams(env), asyncio.Queue(), asyncio.Queue()
    life = asyncio.create_task(application({"type": "lifespan"}, orders.get, said.put))
    await orders.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    yield application
    await orders.put({"type": "lifespan.shutdown"})
    await life


async def ask(application, path, *, method="GET", query="", **headers):
    answer = Answer()
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": path, "method": method, "query_string": query.encode(), "headers": lines}
    await application(scope, asyncio.Event().wait, answer.send)
    return answer


def ticket(topic=TOPIC, *, secret=settings.SECRET_KEY, now=None):
    return "ticket=" + tickets.issue(topic, viewer="1", secret=secret, now=now or time.time())


def asked(path, **how):
    variables = how.pop("variables", {})

    async def main():
        async with serving(**variables) as application:
            return await ask(application, path, **how)

    return asyncio.run(asyncio.wait_for(main(), 20))


def test_a_stream_gives_what_happened_and_ends_with_the_job(redis):
    events.append(redis, TOPIC, "progress", {"progress": 50})
    events.append(redis, TOPIC, "done", {"progress": 100})

    answer = asked(f"/stream/jobs/{JOB}", query=ticket())

    assert (answer.status, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body.count(b"event: progress") == 1
    assert answer.body.rstrip().endswith(b"}")
    assert b"event: done" in answer.body


def test_what_was_seen_is_not_told_again(redis):
    seen = events.append(redis, TOPIC, "progress", {"progress": 50})
    events.append(redis, TOPIC, "done", {"progress": 100})
    seen = seen.decode() if isinstance(seen, bytes) else seen

    answer = asked(f"/stream/jobs/{JOB}", query=ticket(), last_event_id=seen)

    assert b"event: progress" not in answer.body
    assert b"event: done" in answer.body


def test_what_happens_later_arrives_too(redis):
    async def main():
        async with serving() as application:
            watching = asyncio.create_task(ask(application, f"/stream/jobs/{JOB}", query=ticket()))
            await asyncio.sleep(0.2)
            await asyncio.to_thread(events.append, redis, TOPIC, "progress", {"progress": 1})
            await asyncio.to_thread(events.append, redis, TOPIC, "failed", {"error": "It broke."})
            return await watching

    answer = asyncio.run(asyncio.wait_for(main(), 20))

    assert answer.body.index(b"event: progress") < answer.body.index(b"event: failed")


def test_a_quiet_stream_says_that_it_is_there(redis, monkeypatch):
    monkeypatch.setattr(asgi, "HEARTBEAT_SECONDS", 0.05)

    async def main():
        async with serving() as application:
            watching = asyncio.create_task(ask(application, f"/stream/jobs/{JOB}", query=ticket()))
            await asyncio.sleep(0.4)
            await asyncio.to_thread(events.append, redis, TOPIC, "cancelled", {})
            return await watching

    assert b": still here" in asyncio.run(asyncio.wait_for(main(), 20)).body


@pytest.mark.parametrize(
    "query",
    [
        "",
        "ticket=",
        "ticket=nonsense",
        ticket(secret="another"),
        ticket(now=1.0),
        ticket(events.job_topic(uuid.uuid4())),
    ],
    ids=["none", "empty", "nonsense", "forged", "expired", "another-job"],
)
def test_a_ticket_that_is_not_for_this_stream_opens_nothing(redis, query):
    assert asked(f"/stream/jobs/{JOB}", query=query).status == 403


@pytest.mark.parametrize(
    "path",
    ["/", "/stream/jobs/1", f"/stream/jobs/{JOB}/", "/stream/jobs/" + "x" * 36],
    ids=["root", "short", "slash", "no-uuid"],
)
def test_there_is_nothing_else(redis, path):
    assert asked(path).status == 404


def test_streams_are_read_and_nothing_more(redis):
    answer = asked(f"/stream/jobs/{JOB}", method="POST", query=ticket())

    assert (answer.status, answer.headers["allow"]) == (405, "GET")


def test_a_person_may_not_open_streams_without_end(redis, monkeypatch):
    monkeypatch.setattr(asgi, "MOST_PER_PERSON", 0)

    answer = asked(f"/stream/jobs/{JOB}", query=ticket())

    assert (answer.status, answer.headers["retry-after"]) == (429, "5")


def test_a_full_process_sends_people_away_for_a_moment(redis, monkeypatch):
    monkeypatch.setattr(asgi, "MOST_STREAMS", 0)

    assert asked(f"/stream/jobs/{JOB}", query=ticket()).status == 503


def test_only_the_pages_own_origin_may_read_from_elsewhere(redis):
    variables = {"stream_origin": "http://localhost:8081", "port": 8080}
    events.append(redis, TOPIC, "done", {})

    ours = asked(f"/stream/jobs/{JOB}", query=ticket(), origin="http://localhost:8080", variables=variables)
    other = asked(f"/stream/jobs/{JOB}", query=ticket(), origin="https://evil.example", variables=variables)

    assert ours.headers["access-control-allow-origin"] == "http://localhost:8080"
    assert "access-control-allow-origin" not in other.headers
    assert other.headers["vary"] == "Origin"


def test_its_health_is_whether_it_reads_redis(redis):
    async def main():
        async with serving() as application:
            for _ in range(100):
                answer = await ask(application, "/health")
                if answer.status == 200:
                    break
                await asyncio.sleep(0.05)
            return answer

    assert asyncio.run(main()).body == b"ok"
