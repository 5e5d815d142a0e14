"""Long work a person can watch, work that repeats, and work that failed."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from .querysets import JobQuerySet

# Where a list has what has not ended yet: after every moment at which a job may end.
RUNNING_SINCE, WAITING_SINCE = datetime(9000, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class Job(models.Model):
    """
    One piece of long work. Its message in the queue carries only the uuid; everything else is here.

    While it runs, one worker holds its lease and renews it. A lease that runs out means that the worker died.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # No owner: the system's own work, which only staff see.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=100, help_text="The name of the task that does it.")
    queue = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict, help_text="Ids and plain values, never a secret.")

    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    progress = models.PositiveSmallIntegerField(null=True, help_text="Percent; empty while it cannot be told.")
    message = models.CharField(max_length=300, blank=True)
    result_url = models.CharField(max_length=500, blank=True)
    error = models.CharField(max_length=500, blank=True, help_text="One sentence for the person.")

    attempts = models.PositiveSmallIntegerField(default=0)
    lease_holder = models.CharField(max_length=100, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)

    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    enqueued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # What runs, then what waits, then what ended last. A column, because a list is read on from a value of its order.
    listed_at = models.GeneratedField(
        expression=Case(
            When(finished_at__isnull=False, then="finished_at"),
            When(state="running", then=Value(RUNNING_SINCE)),
            default=Value(WAITING_SINCE),
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running", "done", "failed", "cancelled"]), name="job_state_known"
            ),
            models.CheckConstraint(condition=Q(progress=None) | Q(progress__lte=100), name="job_progress_percent"),
            models.CheckConstraint(
                condition=(Q(state="running", lease_expires_at__isnull=False) & ~Q(lease_holder=""))
                | (~Q(state="running") & Q(lease_holder="", lease_expires_at=None)),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_finished_when_ended",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(error="")) | (~Q(state="failed") & Q(error="")),
                name="job_error_when_failed",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-listed_at", "-id"], name="job_of_owner"),
            models.Index(fields=["state", "due_at"], condition=Q(finished_at=None), name="job_open"),
            models.Index(fields=["finished_at"], name="job_finished"),
        ]

    def __str__(self) -> str:
        return self.title


class Checkpoint(models.Model):
    """
    How far a job's committed work reaches; a retry goes on from there.

    Apart from Job, because it is written in the transaction of the work, and that transaction must not hold a lock
    on the row through which the job is renewed and cancelled. The holder is a fence: a worker that lost its lease
    finds another holder here, and its transaction fails.
    """

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="checkpoint")
    holder = models.CharField(max_length=100, blank=True)
    state = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Checkpoint of {self.job_id}"


class PeriodicRun(models.Model):
    """One line per task of workers/schedule.py: who runs it now, and when it last succeeded or failed."""

    name = models.CharField(max_length=100, unique=True)
    lease_holder = models.CharField(max_length=100, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lease_holder="", lease_expires_at=None)
                | (~Q(lease_holder="") & Q(lease_expires_at__isnull=False)),
                name="periodic_lease_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name


class FailedTask(models.Model):
    """A task that failed for good: kept until it is replayed or grows old."""

    task_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    queue = models.CharField(max_length=20)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    replayable = models.BooleanField(default=True, help_text="False where an argument was withheld.")
    error = models.CharField(max_length=500)
    traceback = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    failed_at = models.DateTimeField(default=timezone.now)
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "failed_at"], name="failedtask_name"),
            models.Index(fields=["failed_at"], name="failedtask_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.task_id})"
