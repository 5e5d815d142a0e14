"""What happened to accounts: a log that is only added to, and forgets a person when their key is destroyed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from project.lib.crypto import EncryptedTextField

from ..querysets import AuditEventQuerySet


class Subject(models.Model):
    """
    Whom audit events speak of: a number that means nothing by itself, and the key of what they say about this person.

    Erasing the person destroys the key: the events stay countable, and say nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    data_key = EncryptedTextField(scope="id", null=True)

    def __str__(self) -> str:
        return str(self.id)


class AuditEvent(models.Model):
    """
    One thing that happened. The database refuses to change or delete a row: see the trigger in the migration.

    `subject` and `actor` are keys of Subject and no foreign keys, because nothing may ever write to this row again.
    """

    class Outcome(models.TextChoices):
        SUCCESS = "success"
        FAILURE = "failure"

    at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=64)
    outcome = models.CharField(max_length=7, choices=Outcome)
    subject = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    # JSON sealed under the subject's data key; under nobody's, nothing is kept.
    details = models.TextField(blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-id"], name="audit_of_subject"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["name", "at"], name="audit_name_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.outcome})"
