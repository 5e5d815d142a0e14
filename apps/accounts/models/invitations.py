"""Invitations: links that let one person sign up where Steward is not open to everybody."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from ..querysets import InvitationQuerySet


class Invitation(models.Model):
    """Good for one sign-up. The link itself is shown once and kept nowhere: only its digest is here."""

    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField("For whom", max_length=100, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="invitation_newest")]

    def __str__(self) -> str:
        return self.note or f"Invitation {self.pk}"
