"""
Jobs that a stack test gives to a real worker: each stands for one way in which work can be interrupted.

The worker is started with `-A tests.stack.sample_jobs`, so that it knows them; the product does not. What they do
leaves its trace in Redis, because the database is what the tests ask about.
"""

import time

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from redis import Redis

from project import settings as chosen
from workers.app import app

if not apps.ready:
    import django

    chosen.choose()
    django.setup()

from apps.jobs.public import job, periodic
from project.lib.errors import DomainError
from project.lib.watching import request_id
from workers import schedule

from .processes import eventually

__all__ = ["app"]


def traces() -> Redis:
    return Redis.from_url(settings.REDIS_STATE_URL, decode_responses=True)


@job(name="sample.quick")
def quick(progress, *, word: str) -> str:
    traces().rpush("trace", word)
    progress.report(1, 2, "half of it")
    return f"/words/{word}/"


@job(name="sample.nap", queue="bulk")
def nap(progress, *, seconds: float) -> None:
    traces().rpush("trace", "nap begins")
    time.sleep(seconds)
    traces().rpush("trace", "nap ends")


@job(name="sample.spin")
def spin(progress) -> None:
    """Python code that never lets go and never reports."""
    traces().rpush("trace", "spin begins")
    count = 0
    while True:
        count += 1


@job(name="sample.long_statement")
def long_statement(progress) -> None:
    """One statement that the database works on for a minute, inside a transaction."""
    traces().rpush("trace", "statement begins")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")


@job(name="sample.batches", queue="bulk")
def batches(
    progress, *, count: int, pause: float = 0, die_after: int | None = None, rest_after: int | None = None
) -> None:
    """
    Commits one batch after another, and with each which ones it did.

    The trace tells those who wait for a batch that it is about done; a kill may come between the two. After
    `rest_after` it goes on once it is told, so that whoever watches it sees that batch however slow their page is.
    """
    for batch in range(progress.state.get("done", 0), count):
        with transaction.atomic():
            time.sleep(pause)
            progress.checkpoint({"done": batch + 1, "batches": [*progress.state.get("batches", []), batch]})
        traces().rpush("trace", f"batch {batch}")
        progress.report(batch + 1, count, f"batch {batch + 1} of {count}")
        if rest_after == batch:
            eventually(lambda: traces().lpop("go on"), within=60)
        if die_after == batch:
            raise RuntimeError("broken on purpose")


def go_on() -> None:
    """Tells the job that rests."""
    traces().rpush("go on", "now")


class NoSuchFile(DomainError):
    code = "no_such_file"


@job(name="sample.refuse")
def refuse(progress) -> None:
    raise NoSuchFile("The file is gone: upload it again.")


@shared_task(name="sample.fail", sensitive=("address",))
def fail(*, number: int, address: str = "") -> None:
    raise ValueError(f"number {number} at {address}")


@shared_task(name="sample.say_request_id")
def say_request_id() -> None:
    traces().rpush("trace", request_id.current())


@shared_task(name="sample.plain_nap")
def plain_nap(seconds: float) -> None:
    traces().rpush("trace", "plain nap begins")
    time.sleep(seconds)
    traces().rpush("trace", "plain nap ends")


schedule.EVERY["sample.count"] = schedule.timedelta(seconds=60)


@periodic("sample.count")
def count() -> None:
    traces().rpush("trace", "counted")
    time.sleep(1)
