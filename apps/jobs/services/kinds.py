"""Kinds of job: how a domain app says what its long work is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from celery import shared_task
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError

from workers.queues import DEFAULT

# The database or another server was away for a moment: worth another attempt by itself.
TRANSIENT: tuple[type[Exception], ...] = (OperationalError, InterfaceError, ConnectionError)

# How often the work is begun by itself, after a worker's death or a transient error.
ATTEMPTS = 3


@dataclass(frozen=True)
class JobKind:
    name: str
    queue: str
    body: Callable[..., str | None]


def job(
    *, name: str, queue: str = DEFAULT, transient: tuple[type[Exception], ...] = TRANSIENT, **options: Any
) -> Callable[[Callable[..., str | None]], JobKind]:
    """
    Make a function a kind of job, to be begun with `start`.

        @job(name="portfolio.import", queue="bulk")
        def import_file(progress, *, file_id: int) -> str:
            from . import services
            return services.import_file(file_id=file_id, progress=progress)

    It gets the arguments it was started with and returns the address of its result, if there is one. It may be
    run again after its worker died, so it commits its work in batches, each with `progress.checkpoint`, and begins
    from `progress.state`. A DomainError ends it with that sentence. Options are those of a Celery task.
    """
    if options.get("time_limit", 0) >= settings.VISIBILITY_SECONDS:
        raise ImproperlyConfigured(f"{name}: a task that may run as long as that is handed out twice.")

    def define(body: Callable[..., str | None]) -> JobKind:
        def do(*, job_uuid: str) -> None:
            from . import running

            running.perform(job_uuid, body, transient=transient)

        do.__doc__ = body.__doc__
        shared_task(name=name, **options)(do)
        return JobKind(name, queue, body)

    return define
