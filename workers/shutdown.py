"""
A worker that was told to stop is gone in SOFT_SHUTDOWN_SECONDS, whatever its tasks do.

Docker, Kubernetes and the supervisor stop a process with TERM, at which Celery would wait for its tasks without end.
So TERM does here what QUIT does: Celery waits worker_soft_shutdown_timeout, interrupts the tasks and hands their
messages back. But then it waits without end for a child that is deep in C code and sees no signal. So a clock runs
beside it and does the same by force.

Celery's own way of saying this, REMAP_SIGTERM, counts only when it is set before Celery is imported: too late here.
"""

import os
import signal
import sys
import threading
import time
from typing import Any

from celery.signals import worker_process_init, worker_ready
from django.conf import settings

# The clock strikes before the end, so that handing back takes place within the time too, also on a busy machine.
HEADROOM_SHARE, LONGEST_HEADROOM_SECONDS = 0.4, 2.0
HANDING_BACK_SECONDS = 0.4


def hand_back_and_exit(consumer: Any, unacknowledged: Any) -> None:
    """Put every message that is not acknowledged back into its queue, as Celery would if it got so far."""
    try:
        for pid in consumer.pool.info["processes"]:
            os.kill(pid, signal.SIGKILL)
        unacknowledged.restore_unacked_once()
        # Celery's own thread may be handing back the very last one, which is in no list while it does.
        time.sleep(HANDING_BACK_SECONDS)
    finally:
        os._exit(1)


@worker_ready.connect
def bound_the_shutdown(sender: Any, **_: object) -> None:
    """Start the clock when the first signal to stop arrives, before Celery's own handler begins to wait."""
    started = threading.Event()

    def start_clock() -> None:
        if started.is_set():
            return
        started.set()
        seconds = settings.SOFT_SHUTDOWN_SECONDS
        headroom = min(seconds * HEADROOM_SHARE, LONGEST_HEADROOM_SECONDS)
        # Asked for now, because Celery takes its consumer apart while it stops.
        unacknowledged = sender.task_consumer.channel.qos
        timer = threading.Timer(seconds - headroom, hand_back_and_exit, (sender, unacknowledged))
        timer.daemon = True
        timer.start()

    celerys: Any = signal.getsignal(signal.SIGQUIT)

    def on_quit(signum: int, frame: Any) -> None:
        start_clock()
        celerys(signum, frame)

    def on_term(signum: int, frame: Any) -> None:
        # Whoever handles QUIT now: from the first signal on, that is another handler of Celery's.
        current: Any = signal.getsignal(signal.SIGQUIT)
        current(signum, frame)

    signal.signal(signal.SIGQUIT, on_quit)
    signal.signal(signal.SIGTERM, on_term)


@worker_process_init.connect
def let_tasks_clean_up(**_: object) -> None:
    """In a child: Celery interrupts its task with TERM, which by default ends a process without a word."""

    def leave(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough: the task is handing back what it has
        sys.exit(1)

    signal.signal(signal.SIGTERM, leave)
