"""Mails that were not sent, because Steward was given no mail server: administrators read them to their people."""

from django.db import models
from django.db.models.functions import Now

from ..querysets import OutboxMailQuerySet


class OutboxMail(models.Model):
    email = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="outbox_newest")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.email})"
