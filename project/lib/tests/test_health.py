"""Checks that fail, hang or strain, and what a report makes of them."""

import threading
import time

import pytest

from project.lib.health import DEGRADED, DOWN, OK, Check, Health, Strained, Unwell


def fine():
    return {"figure": 1}


def broken():
    raise ConnectionError("db.internal refused the password of steward")


@pytest.mark.parametrize(
    ("checks", "status"),
    [
        ([Check("a", fine, essential=True)], OK),
        ([Check("a", broken, essential=True), Check("b", fine)], DOWN),
        ([Check("a", fine, essential=True), Check("b", broken)], DEGRADED),
        ([Check("a", broken), Check("b", broken)], DEGRADED),
    ],
)
def test_only_what_is_essential_takes_everything_down(checks, status):
    report = Health(checks).report()

    assert report.status == status


def test_what_a_driver_says_stays_out_of_the_report():
    (finding,) = Health([Check("database", broken, essential=True)]).report().findings

    assert finding.detail == "ConnectionError"


def test_a_check_that_is_unwell_says_so_with_its_figures():
    def look():
        raise Unwell("migrations are pending", pending=3)

    (finding,) = Health([Check("database", look, essential=True)]).report().findings

    assert (finding.ok, finding.detail, finding.figures) == (False, "migrations are pending", {"pending": 3})


def test_an_essential_part_that_is_strained_takes_nothing_down():
    def look():
        raise Strained("connections are nearly used up", used=79)

    report = Health([Check("database", look, essential=True)]).report()

    assert report.status == DEGRADED


def test_a_check_that_hangs_is_given_up_and_not_started_twice():
    released = threading.Event()
    starts = []

    def hang():
        starts.append(1)
        released.wait(10)
        return {}

    health = Health([Check("slow", hang, essential=True), Check("quick", fine)], budget_seconds=0.05, keep_seconds=0)

    began = time.monotonic()
    first, second = health.report(), health.report()
    took = time.monotonic() - began
    released.set()

    assert [finding.detail for finding in first.findings] == ["no answer in time", ""]
    assert second.status == DOWN
    assert len(starts) == 1
    assert took < 5, "each report waited for the check instead of giving it up"


def test_a_check_that_hung_is_well_again_once_it_answers():
    released = threading.Event()
    health = Health([Check("slow", lambda: {"waited": released.wait(10)})], budget_seconds=0.05, keep_seconds=0)
    during = health.report()

    released.set()
    health._looking["slow"].result(timeout=5)

    assert (during.status, health.report().status) == (DEGRADED, OK)


def test_an_answer_is_kept_for_a_moment():
    looks = []
    health = Health([Check("counted", lambda: looks.append(1) or {})], keep_seconds=60)

    health.report()
    health.report()

    assert len(looks) == 1


def test_a_probe_does_not_wait_while_another_looks():
    looking, released = threading.Event(), threading.Event()

    def hang():
        looking.set()
        return {"waited": released.wait(10)}

    looks = iter([fine, hang])

    def look():
        return next(looks)()

    health = Health([Check("slow", look)], budget_seconds=10, keep_seconds=0)
    health.report()
    other = threading.Thread(target=health.report)
    other.start()
    looking.wait(5)

    kept = health.report()  # would wait ten seconds, were it to look too

    released.set()
    other.join()
    assert kept.status == OK
