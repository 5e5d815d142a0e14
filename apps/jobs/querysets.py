"""What is asked of jobs, so that it chains."""

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(owner=user)

    def open(self):
        """What has not ended. By this column, as the index of open jobs is for rows where it is empty."""
        return self.filter(finished_at=None)

    def ended(self):
        return self.filter(state__in=["done", "failed", "cancelled"])

    def running_first(self):
        """What runs, then what waits, then what ended; the newest first in each."""
        return self.order_by("-listed_at", "-id")

    def abandoned(self, *, now):
        """Running, but the worker has stopped renewing its lease."""
        return self.open().filter(state="running", lease_expires_at__lt=now)

    def waiting_in_no_queue(self, *, now, grace, lost_after):
        """Due, but never enqueued (the process died or Redis was away), or so long ago that the message was lost."""
        return (
            self.open()
            .filter(state="queued", due_at__lt=now - grace)
            .filter(Q(enqueued_at=None) | Q(enqueued_at__lt=now - lost_after))
        )
