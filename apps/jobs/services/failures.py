"""Tasks that failed for good: kept without their secrets, and run again when an operator says so."""

import json
import logging
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.db import DatabaseError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis import RedisError

from project.lib.errors import Unavailable
from project.lib.watching import request_id

from ..models import FailedTask
from .jobs import retry_any

WITHHELD = "[withheld]"
# Withheld by their name; a task names others itself: @shared_task(sensitive=("address",)).
SECRET_NAME = re.compile(r"pass(word|phrase|wd)?$|secret|token|api_?key|credential|otp|recovery_?code|cookie", re.I)

log = logging.getLogger(__name__)


def keep(*, sender: Any, task_id: str, exception: BaseException, args=(), kwargs=None, einfo=None, **_: object) -> None:
    """Celery's task_failure: no retry is left."""
    kwargs = dict(kwargs or {})
    secrets = {name for name in kwargs if SECRET_NAME.search(name)} | set(getattr(sender, "sensitive", ()))
    hidden = [kwargs[name] for name in secrets if name in kwargs]
    kept = {name: WITHHELD if name in secrets else value for name, value in kwargs.items()}
    error, traceback = f"{type(exception).__name__}: {exception}", str(einfo or "")
    for value in map(str, hidden):
        if len(value) > 3:
            error, traceback = error.replace(value, WITHHELD), traceback.replace(value, WITHHELD)
    row = {
        "name": sender.name,
        "queue": (sender.request.delivery_info or {}).get("routing_key") or "default",
        "args": plain(list(args or ())),
        "kwargs": plain(kept),
        "replayable": not hidden,
        "error": error[:500],
        "traceback": traceback[-20_000:],
        "request_id": request_id.current(),
        "failed_at": timezone.now(),
        "replayed_at": None,
    }
    try:
        FailedTask.objects.update_or_create(task_id=task_id, defaults=row)
    except DatabaseError:
        # The database may be why the task failed; the log is then the only place.
        log.exception("The failure of %s (%s) could not be kept", sender.name, task_id)


def plain(value: Any) -> Any:
    """As JSON would carry it: messages do, too."""
    return json.loads(json.dumps(value, default=str).replace("\\u0000", ""))


def replay(*, ids: Iterable[int] | None = None, name: str = "") -> tuple[int, int]:
    """
    Run failed tasks again: those of the ids, or of the name, or all. How many were, and how many could not be.

    A task whose arguments were withheld cannot be, and stays.

    :raises Unavailable: the broker is away; what it did not take stays too
    """
    waiting = FailedTask.objects.filter(replayed_at=None)
    if ids is not None:
        waiting = waiting.filter(pk__in=list(ids))
    if name:
        waiting = waiting.filter(name=name)
    outcomes = Counter(_replay(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))
    return outcomes[True], outcomes[False]


@transaction.atomic
def _replay(pk: int) -> bool | None:
    """None where somebody else has replayed it, or is at it."""
    task = FailedTask.objects.select_for_update(skip_locked=True).filter(pk=pk, replayed_at=None).first()
    if task is None or not task.replayable:
        return None if task is None else False
    task.replayed_at = timezone.now()
    task.save(update_fields=["replayed_at"])
    try:
        # Not once this is committed: what could not be sent must not count as replayed. Sent twice does no harm.
        _run_again(task)
    except (BrokerError, RedisError, OSError) as fault:
        raise Unavailable("Redis is away. What could not be enqueued can be replayed later.") from fault
    return True


def _run_again(task: FailedTask) -> None:
    if "job_uuid" in task.kwargs:
        # A job's message alone would find a job that has ended.
        retry_any(job_uuid=task.kwargs["job_uuid"])
    else:
        current_app.send_task(task.name, args=task.args, kwargs=task.kwargs, queue=task.queue, ignore_result=True)
