"""A person's copies of their data, what they agreed to, and what keeps them from being erased."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..querysets import OwnedQuerySet

EXPORT_KEPT = timedelta(days=7)


class Export(models.Model):
    """A copy of everything about a person, from when they asked for it until its file is deleted."""

    FOLDER = "exports"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The job that makes it; known by its number alone, because jobs are dropped by a rule of their own.
    job_uuid = models.UUIDField(null=True)
    file = models.FileField(blank=True, max_length=200)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, file="") | (Q(made_at__isnull=False) & ~Q(file="")),
                name="export_made_has_a_file",
            )
        ]
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="export_of_user"),
            models.Index(fields=["asked_at"], name="export_asked"),
        ]

    def __str__(self) -> str:
        return f"Export of {self.asked_at:%Y-%m-%d}"

    @property
    def filename(self) -> str:
        return f"steward-{self.asked_at:%Y-%m-%d}.zip"

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + EXPORT_KEPT


class Consent(models.Model):
    """One text that a person agreed to, in one wording. A new wording is agreed to anew; nothing is overwritten."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "version"], condition=Q(withdrawn_at=None), name="consent_given_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")), name="consent_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class LegalHold(models.Model):
    """While it stands, the person is neither erased nor purged. The reason is shown to them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason")]

    def __str__(self) -> str:
        return self.reason
