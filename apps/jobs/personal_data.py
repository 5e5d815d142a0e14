"""What jobs hold about a person, for export and erasure."""

from typing import Any

from project.lib import privacy

from .clients import events
from .models import Checkpoint, Job


def register() -> None:
    privacy.store("what was told about running tasks", erase=_forget_events)
    privacy.table(
        "jobs.Checkpoint", rows=lambda person: Checkpoint.objects.filter(job__owner=person), erase=privacy.delete()
    )
    privacy.table("jobs.Job", rows=Job.objects.for_user, erase=privacy.delete(), rank=110)


def _forget_events(person: Any) -> int:
    jobs = list(Job.objects.for_user(person).values_list("uuid", flat=True))
    for job_uuid in jobs:
        events.begin_anew(job_uuid)
    return len(jobs)
