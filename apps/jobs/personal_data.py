"""What jobs hold about a person, for export and erasure, and for how long."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from project.lib import privacy, retention

from .clients import events
from .models import Checkpoint, FailedTask, Job

KEPT = timedelta(days=30)


def register() -> None:
    privacy.store("what was told about running tasks", erase=_forget_events)
    privacy.table(
        "jobs.Checkpoint",
        rows=lambda person: Checkpoint.objects.filter(job__owner=person),
        erase=privacy.delete(),
        about="how far those tasks have come",
    )
    privacy.table(
        "jobs.Job", rows=Job.objects.for_user, erase=privacy.delete(), about="long tasks you started", rank=110
    )
    privacy.store("failed tasks that name the person", erase=_forget_failures)
    retention.rule(
        "jobs.Job",
        about="long tasks that have ended",
        keep=KEPT,
        reason="To look up how a task of the last month ended.",
        due=lambda end: Job.objects.ended().filter(finished_at__lt=end),
        person="owner",
    )
    retention.rule(
        "jobs.FailedTask",
        about="work that failed",
        keep=KEPT,
        reason="To find out why, and to run it again.",
        due=lambda end: FailedTask.objects.filter(failed_at__lt=end),
    )


def _forget_failures(person: Any) -> int:
    """A failed task keeps its arguments, and a message that may quote the person."""
    jobs = map(str, Job.objects.for_user(person).values_list("uuid", flat=True))
    names = Q(kwargs__user_id=person.pk) | Q(kwargs__job_uuid__in=list(jobs))
    for field in ("args", "kwargs", "error", "traceback"):
        names |= Q(**{f"{field}__icontains": person.email})
    return FailedTask.objects.filter(names).delete()[0]


def _forget_events(person: Any) -> int:
    jobs = list(Job.objects.for_user(person).values_list("uuid", flat=True))
    for job_uuid in jobs:
        events.begin_anew(job_uuid)
    return len(jobs)
