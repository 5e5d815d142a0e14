"""Long work under `./run`: stopped in the middle or killed with all of Steward, it ends done, and nothing twice."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
import redis

from project.settings.env import read_env_file

from .processes import UNHURRIED
from .steward import ROOT

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("run")]

BATCHES = 12
START = """
from django.contrib.auth import get_user_model
from apps.jobs.public import start
from tests.stack import sample_jobs

owner = get_user_model().objects.get()
start(sample_jobs.batches, owner=owner, title="Sample", arguments={"count": %d, "pause": 0.25})
sample_jobs.plain_nap.apply_async(kwargs={"seconds": 5}, queue="default")
"""


@pytest.fixture
def one(started):
    """A Steward whose workers know the samples, with one job and one plain task in the middle of their work."""
    one = started(DJANGO_SETTINGS_MODULE="tests.stack.run_settings")
    environment = one.variables | read_env_file(one.folder / "steward.env")
    subprocess.run([sys.executable, "manage.py", "shell", "-c", START % BATCHES], cwd=ROOT, env=environment, check=True)
    one.until(lambda: {"batch 1", "plain nap begins"} <= set(traced(one)), seconds=60)
    return one


def broker(one):
    return redis.from_url(read_env_file(one.folder / "steward.env")["REDIS_URL"], decode_responses=True)


def traced(one):
    return broker(one).lrange("trace", 0, -1)


def states(one):
    with psycopg.connect(read_env_file(one.folder / "steward.env")["DATABASE_URL"]) as db:
        return [state for (state,) in db.execute("SELECT state FROM jobs_job WHERE kind = 'sample.batches'").fetchall()]


def ends_well(one):
    one.until(lambda: states(one) == ["done"] and "plain nap ends" in traced(one), seconds=90)
    with psycopg.connect(read_env_file(one.folder / "steward.env")["DATABASE_URL"]) as db:
        ((kept,),) = db.execute("SELECT state FROM jobs_checkpoint WHERE state ? 'batches'").fetchall()
    assert kept["batches"] == list(range(BATCHES))
    assert traced(one).count("plain nap ends") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"])
def test_what_ran_at_a_stop_is_handed_back_and_ends_after_the_next_start(number, one):
    asked = time.monotonic()
    one.stop(number)
    took = time.monotonic() - asked
    left = one.alive()
    one.start()

    assert took < UNHURRIED
    assert left == []
    ends_well(one)


def test_what_ran_when_all_of_it_was_killed_ends_after_the_next_start(one):
    for pid in [one.process.pid, *one.alive()]:
        os.kill(pid, signal.SIGKILL)
    one.process.wait()
    one.until(lambda: one.alive() == [], seconds=10)
    one.start()

    ends_well(one)
