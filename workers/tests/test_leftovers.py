"""Only processes that are surely ours are ended."""

import os
import signal
import subprocess
import sys

import pytest

from workers import leftovers


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_what_still_runs_is_ended(tmp_path, sleeper):
    leftovers.remember(tmp_path / "processes", [("web", sleeper.pid, signal.SIGTERM)])
    said = []

    leftovers.stop(tmp_path / "processes", said.append)

    assert sleeper.wait(timeout=5) == -signal.SIGTERM
    assert said == ["Ending what the last start left running: web"]
    assert not (tmp_path / "processes").exists()


def test_a_process_id_that_was_given_to_another_is_left_alone(tmp_path, sleeper):
    (tmp_path / "processes").write_text(f"web\t{sleeper.pid}\t15\t1\n")

    leftovers.stop(tmp_path / "processes", lambda _: None)

    assert sleeper.poll() is None


def test_a_process_that_does_not_listen_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.2)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True, stdout=subprocess.PIPE)
    process.stdout.readline()
    leftovers.remember(tmp_path / "processes", [("web", process.pid, signal.SIGTERM)])

    leftovers.stop(tmp_path / "processes", lambda _: None)

    assert process.wait(timeout=5) == -signal.SIGKILL


def test_there_is_nothing_to_do_after_an_orderly_stop(tmp_path):
    leftovers.stop(tmp_path / "processes", pytest.fail)

    assert leftovers.began(os.getpid())
    assert leftovers.began(2**22 + 1) == ""
