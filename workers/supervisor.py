"""
What `./run` becomes: starts PostgreSQL, Valkey and Steward's processes in order, and keeps them running.

Standard library only, because it must be able to say in plain words that something else is missing. Every
process leads a session of its own, so that Ctrl-C reaches this one alone and it can stop them in order.
"""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from project.embedded.server import CannotStart, wait_until
from project.settings.env import ROOT, BadEnvironment

from . import leftovers
from .household import Household
from .parts import Part, Running, engines, prepare_command, processes

STOP_SECONDS = 3.8  # for web, stream, workers and beat; a worker's soft shutdown takes 3 of them
ENGINE_STOP_SECONDS = 0.8


class Stopped(Exception):
    """Ctrl-C, TERM, or the terminal was closed."""


class Supervisor:
    def __init__(self, household: Household, began: float) -> None:
        self.household = household
        self.began = began
        self.running: list[Running] = []
        self._starting = False
        self._stop_asked = False

    def say(self, line: str) -> None:
        with contextlib.suppress(OSError):  # nobody may be reading any more
            print(f"{time.time() - self.began:4.0f}s  {line}", flush=True)

    # --- starting ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        for number in signals:
            signal.signal(number, self._on_signal)
        try:
            self._start_engines()
            link = self._prepare()
            self._start_processes()
            self._welcome(link)
            self._keep_running()
        except Stopped:
            self.say("Stopping")
        finally:
            for number in signals:
                signal.signal(number, signal.SIG_IGN)
            self._stop()
            self.say("Stopped")

    def _start_engines(self) -> None:
        for part in engines(self.household):
            self.say(f"Starting {part.title}")
            part.prepare()
            self._launch(part)
        for running in list(self.running):
            self._wait_for(running)
        if self.household.postgres:
            self.household.postgres.create_database()

    def _prepare(self) -> str:
        """Bring the tables up to date; the answer is the path of a one-time sign-in link, where there is one."""
        self.say("Preparing the database")
        done = subprocess.run(
            prepare_command(self.household),
            cwd=ROOT,
            env=self.household.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        # Not its output: that is the sign-in link.
        (self.household.logs / "prepare.log").write_text(done.stderr)
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
            raise CannotStart(
                f"The database could not be prepared: {last}\nAll of it: {self.household.logs}/prepare.log"
            )
        said: dict[str, str] = json.loads(done.stdout.strip().splitlines()[-1])
        for line in said.get("said", ()):
            self.say(line)
        return said.get("sign_in", "")

    def _start_processes(self) -> None:
        """The web first: a page is what somebody is waiting for, and the cores are few."""
        for part in processes(self.household):
            self.say(f"Starting {part.title}")
            self._wait_for(self._launch(part))

    def _launch(self, part: Part) -> Running:
        self._starting = True
        running = Running.launch(part, self.household)
        self.running = [other for other in self.running if other.part.name != part.name] + [running]
        leftovers.remember(self.household.pid_file, [(r.part.name, r.process.pid, r.part.stop) for r in self.running])
        self._starting = False
        if self._stop_asked:
            raise Stopped
        return running

    def _wait_for(self, running: Running) -> None:
        def ready() -> bool:
            if running.process.poll() is not None:
                raise CannotStart(f"{running.part.title} ended at once: {self._last_words(running)}")
            return running.part.ready()

        wait_until(ready, seconds=60, what=running.part.title)

    def _last_words(self, running: Running) -> str:
        log = self.household.logs / f"{running.part.name}.log"
        lines = [line for line in log.read_text(errors="replace").splitlines()[-20:] if line.strip()]
        return f"{lines[-1] if lines else 'it said nothing'}\nAll of it: {log}"

    def _welcome(self, link: str) -> None:
        address = self.household.address
        self.say("Ready")
        print(f"\n  Steward is running at {address}", flush=True)
        if link:
            print(f"  Sign in once, on this machine:  {address}{link}", flush=True)
        print("  Ctrl-C stops it.\n", flush=True)

    # --- running ----------------------------------------------------------------------------------------------

    def _keep_running(self) -> None:
        while True:
            time.sleep(0.25)
            for running in list(self.running):
                self._revive(running)
            self.household.rotate_logs()

    def _revive(self, running: Running) -> None:
        code = running.process.poll()
        if code is None:
            return
        now = time.monotonic()
        if running.restart_at is None:
            running.kill_group()
            wait = running.next_wait(now)
            running.restart_at = now + wait
            self.say(f"{running.part.title} ended ({code}); starting it again in {wait:.0f} s")
        elif now >= running.restart_at:
            self._launch(running.part).inherit(running)

    # --- stopping ---------------------------------------------------------------------------------------------

    def _on_signal(self, number: int, frame: object) -> None:  # noqa: ARG002 (the signature of a handler)
        self._stop_asked = True
        if not self._starting:  # else the process just started would be forgotten
            raise Stopped

    def _stop(self) -> None:
        for wave, seconds in ((False, STOP_SECONDS), (True, ENGINE_STOP_SECONDS)):
            members = [running for running in self.running if running.part.engine is wave]
            for running in members:
                running.ask_to_stop()
            deadline = time.monotonic() + seconds
            while any(r.process.poll() is None for r in members) and time.monotonic() < deadline:
                time.sleep(0.02)
            for running in members:
                running.kill_group()
        leftovers.forget(self.household.pid_file)


@contextlib.contextmanager
def only_one(household: Household) -> Iterator[None]:
    """
    One supervisor per data folder. The lock goes with the process, so a crash leaves none behind.

    :raises CannotStart: when another holds it
    """
    with (household.folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Steward is already running from this folder, at {lock.read().strip()}. Stop it where it was started, "
                "or start another with a folder and port of its own: STEWARD_VAR=var2 PORT=8090 ./run"
            ) from None
        lock.truncate(0)
        lock.write(household.address)
        lock.flush()
        yield


def main() -> int:
    if len(sys.argv) > 1:
        print("Usage: ./run     Settings are environment variables: see docs/configuration.md.")
        return 0 if sys.argv[1] in ("-h", "--help") else 2
    began = float(os.environ.pop("STEWARD_BEGAN", time.time()))
    os.umask(0o077)  # what Steward writes on a laptop, each of its processes included, only its owner reads
    try:
        household = Household.open(ROOT, os.environ)
        with only_one(household):
            supervisor = Supervisor(household, began)
            # Before the ports are looked at: what a killed supervisor left behind may hold them.
            leftovers.stop(household.pid_file, supervisor.say)
            household.settle()
            supervisor.start()
    except (CannotStart, BadEnvironment) as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
