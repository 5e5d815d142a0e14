"""Photos that people take of their bodies."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.body import Pose
from ..querysets import SoftlyDeletedQuerySet


class ProgressPhoto(models.Model):
    """One picture of one day, in two files: as it is looked at, and small for lists."""

    FOLDER = "progress-photos"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    pose = models.CharField(max_length=5, choices=Pose.choices(), default=Pose.OTHER.value)
    note = models.CharField(max_length=200, blank=True)
    file = models.FileField(max_length=200)
    small = models.FileField(max_length=200)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SoftlyDeletedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pose__in=Pose.values()), name="progress_photo_pose")]
        indexes = [
            models.Index(fields=["owner", "-on", "-id"], name="progress_photo_by_day"),
            models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="progress_photo_gone"),
        ]

    def __str__(self) -> str:
        return f"Photo of {self.on}"
