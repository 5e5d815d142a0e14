"""Links by which a person shows others their portfolio."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..querysets import ShareQuerySet


class Share(models.Model):
    """
    Whoever has the link looks, until it expires or is revoked. The link's token is shown once; its digest is kept.
    """

    class Scope(models.TextChoices):
        PERCENTAGES = "percentages", "Percentages only"
        AMOUNTS = "amounts", "Amounts too"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100, help_text="For the owner alone: whom it was given to.")
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=11, choices=Scope, default=Scope.PERCENTAGES)
    shows_name = models.BooleanField(default=False, help_text="Whether the page says whose it is.")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=["percentages", "amounts"]), name="share_scope_known")
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="share_of_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def shows_amounts(self) -> bool:
        return self.scope == self.Scope.AMOUNTS
