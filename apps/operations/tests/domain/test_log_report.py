"""What a log says, from lines that were written and lines that were not ours."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.operations.domain.log_report import pattern, quantile, report


def access(route="jobs:list", status=200, ms=10.0, time="2026-11-21T08:00:00.000Z", **more):
    line = {"time": time, "level": "INFO", "logger": "steward.access", "message": "x", "request_id": "r"}
    return json.dumps(line | {"route": route, "status": status, "ms": ms} | more)


def error(message, kind="builtins.ValueError"):
    line = {"time": "2026-11-21T08:00:01.000Z", "level": "ERROR", "logger": "django.request", "message": message}
    return json.dumps(line | {"exception": {"type": kind}})


def test_routes_are_summed_up_with_the_most_asked_for_first():
    lines = [access(ms=float(ms)) for ms in range(1, 101)] + [access("jobs:detail", 500, 900.0)]

    found = report(lines)

    first, second = found.routes
    assert (first.name, first.requests, first.failed) == ("jobs:list", 100, 0)
    assert (first.p50_ms, first.p95_ms, first.slowest_ms) == (50, 95, 100)
    assert (second.name, second.failed) == ("jobs:detail", 1)
    assert found.statuses == {200: 100, 500: 1}
    assert found.slowest[0] == (900.0, "jobs:detail", "r")
    assert found.requests == found.lines == 101


def test_errors_that_differ_by_a_number_are_one_pattern():
    lines = [error(f"job {number} of 'person{number}' failed after {number}.5 s") for number in range(5)]

    found = report([*lines, error("another")])

    assert found.errors == (
        (5, "builtins.ValueError job <n> of <text> failed after <n> s"),
        (1, "builtins.ValueError another"),
    )


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("run 3f2a9c10-aaaa-4bbb-8ccc-0123456789ab ended", "run <uuid> ended"),
        ("key 0123456789abcdef", "key <hex>"),
        ("nothing varies", "nothing varies"),
    ],
)
def test_what_varies_is_named_for_its_kind(message, expected):
    assert pattern(message) == expected


def test_the_span_is_told_whatever_the_order():
    found = report([access(time="2026-11-21T09:00:00.000Z"), access(time="2026-11-21T07:00:00.000Z")])

    assert (found.first[11:13], found.last[11:13]) == ("07", "09")


@given(st.lists(st.text()))
def test_lines_that_are_not_ours_are_counted_and_do_no_harm(lines):
    found = report([*lines, access()])

    assert found.requests == 1
    assert found.unreadable == found.lines - 1


def test_half_a_line_is_unreadable():
    assert report([access()[:40], '{"logger": "steward.access"}', "[]", "7"]).unreadable == 4


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_one_of_the_values_and_covers_its_share(values, share):
    ordered = sorted(values)

    found = quantile(ordered, share)

    assert found in ordered
    assert sum(value <= found for value in ordered) >= share * len(ordered) - 1e-6


def test_an_empty_log_is_a_report_too():
    found = report([])

    assert (found.lines, found.first, found.routes, quantile([], 0.5)) == (0, "", (), 0.0)
