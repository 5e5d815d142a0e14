"""Who has what a flag is for, and that nobody loses it as it grows."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from project.lib import flags
from project.lib.flags import Flag, Snapshot, UndeclaredFlag, enabled, holds, share_point


def person(value=None, *, staff=False):
    return SimpleNamespace(uuid=value or uuid.uuid4(), is_staff=staff, is_authenticated=True)


people = st.builds(person, st.uuids())
percentages = st.integers(min_value=0, max_value=100)


@given(people, percentages, percentages)
def test_raising_the_percentage_takes_it_from_nobody(someone, low, high):
    low, high = sorted((low, high))

    before, after = (holds(Flag("new", True, percentage), someone) for percentage in (low, high))

    assert after or not before


@given(people, percentages)
def test_the_answer_stays_the_same(someone, percentage):
    flag = Flag("new", True, percentage)

    assert holds(flag, someone) == holds(flag, person(someone.uuid))


@given(people)
def test_nobody_has_it_at_0_and_everybody_at_100(someone):
    assert not holds(Flag("new", True, 0), someone)
    assert holds(Flag("new", True, 100), someone)


@pytest.mark.parametrize("percentage", [1, 10, 50, 90])
def test_the_share_is_about_what_was_asked_for(percentage):
    count = sum(share_point("new", uuid.UUID(int=number)) < percentage for number in range(20_000))

    assert count / 200 == pytest.approx(percentage, abs=1)


def test_each_flag_draws_its_own_lots():
    first = {number for number in range(2000) if share_point("a", uuid.UUID(int=number)) < 10}
    other = {number for number in range(2000) if share_point("b", uuid.UUID(int=number)) < 10}

    assert len(first & other) < 60


@pytest.mark.parametrize(
    ("flag", "user", "has"),
    [
        (Flag("new", False), person(), False),
        (Flag("new", True, staff_only=True), person(), False),
        (Flag("new", True, staff_only=True), person(staff=True), True),
        (Flag("new", True, 99), AnonymousUser(), False),
        (Flag("new", True, 100), AnonymousUser(), True),
        (Flag("new", True, staff_only=True), AnonymousUser(), False),
    ],
)
def test_who_has_it(flag, user, has):
    assert holds(flag, user) is has


def test_a_name_that_no_code_declares_is_refused():
    with pytest.raises(UndeclaredFlag, match="no-such-flag"):
        enabled("no-such-flag", person())


def test_without_a_row_it_is_off(monkeypatch):
    monkeypatch.setitem(flags.declared, "new", "something new")
    monkeypatch.setattr(flags, "snapshot", Snapshot())

    assert enabled("new", person()) is False


def test_the_table_is_read_once_in_five_seconds(monkeypatch):
    reads = []
    snapshot = Snapshot()
    snapshot.source = lambda: reads.append(1) or [Flag("new", True)]

    answers = [snapshot.get("new") for _ in range(3)]
    monkeypatch.setattr(snapshot, "_read_at", time.monotonic() - flags.KEEP_SECONDS)
    snapshot.get("new")

    assert answers == [Flag("new", True)] * 3
    assert len(reads) == 2


def test_a_thread_that_comes_during_the_first_reading_waits_for_it():
    reading, may_end = threading.Event(), threading.Event()
    snapshot = Snapshot()

    def read_slowly():
        reading.set()
        may_end.wait(5)
        return [Flag("new", True)]

    snapshot.source = read_slowly
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(snapshot.get, "new")
        reading.wait(5)
        second = threads.submit(snapshot.get, "new")
        may_end.set()

    assert first.result() == second.result() == Flag("new", True)


def test_while_the_database_is_away_the_last_flags_hold():
    snapshot = Snapshot()
    snapshot.source = lambda: [Flag("new", True)]
    snapshot.get("new")

    def away():
        raise OperationalError("gone")

    snapshot.source = away
    snapshot.forget()

    assert snapshot.get("new") == Flag("new", True)


def test_a_fault_of_ours_is_not_hidden():
    snapshot = Snapshot()
    snapshot.source = lambda: [1 / 0]

    with pytest.raises(ZeroDivisionError):
        snapshot.get("new")
