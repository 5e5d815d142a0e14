"""The way of measuring, tried on what is known."""

import sys

import pytest

from project.embedded.server import wait_until

from .measure import Cost, Process, engines, interleaved, table
from .units import COLUMNS, DRF, HELLO, SQL, TEMPLATE, floor

# A child that works and ends, then a parent that stays.
WORK = """
import subprocess, sys, time
busy = "import time; end = time.process_time() + 0.3\\nwhile time.process_time() < end: pass"
subprocess.run([sys.executable, "-c", busy])
print("done", flush=True)
time.sleep(60)
"""


def test_the_work_of_children_that_ended_counts(tmp_path):
    process = Process([sys.executable, "-c", WORK], tmp_path / "log")
    try:
        wait_until(lambda: "done" in process.log.read_text(), seconds=30, what="the child")
        assert process.cpu_ms() >= 290  # a step of the kernel's clock is 10
    finally:
        process.stop()


@pytest.mark.stack
def test_each_unit_sends_the_statements_it_is_made_of():
    with engines() as started, floor(started) as units:
        few = [type(unit)(unit.name, unit.server, unit.path, 10) for unit in units]
        costs = interleaved(few, rounds=1)

    assert {name: cost.statements for name, cost in costs.items()} == {HELLO: 0, TEMPLATE: 2, DRF: 2, SQL: 1}
    assert all(cost.bytes > 5000 for name, cost in costs.items() if name != HELLO)


def test_a_table_shows_what_was_asked_as_multiples():
    costs = {name: Cost(1, 1, 0, 1, 1, 1, 1000) for name in COLUMNS.values()} | {"page": Cost(3, 1, 2, 1, 1, 1, 5)}

    assert table(costs, {"H": HELLO}).splitlines()[-1] == (
        "| page | 3.00 | 1.00 | 2.00 | 1.00 | 1.00 | 1.00 | 5 | 2.00 |"
    )
