"""Programs that signed in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..querysets import AuthSessionQuerySet


class AuthSession(models.Model):
    """
    One sign-in of a program: its id is what access tokens name (`sid`), and one refresh token at a time renews it.

    All tokens of one sign-in are one family, so the row is the family too: ending it ends every token at once. Of
    a token only the digest of its id is kept; nothing here, or in a backup, lets anybody in.
    """

    class Ended(models.TextChoices):
        SIGNED_OUT = "signed_out", "Signed out"
        EVERYWHERE = "everywhere", "Signed out everywhere"
        REUSED = "reused", "A token was used twice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=200, blank=True)
    network = models.CharField(max_length=64, blank=True)
    # Changes with the password, as that of a browser's session does: whoever changes it need not know of this table.
    password_state = models.CharField(max_length=64)
    refresh_digest = models.CharField(max_length=64)
    renewed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    # Unless it is renewed before; never later than the longest life of a sign-in.
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_for = models.CharField(max_length=10, choices=Ended, blank=True)

    objects = AuthSessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="auth_session_ends")]

    def __str__(self) -> str:
        return self.device or str(self.id)
