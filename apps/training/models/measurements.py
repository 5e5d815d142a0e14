"""What people measured of their bodies."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.body import Body
from ..querysets import SoftlyDeletedQuerySet


class Measurement(models.Model):
    """One figure of one day, in the unit of its kind: kg, cm or %."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Body.choices())
    on = models.DateField()
    value = models.DecimalField(max_digits=5, decimal_places=2)
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, db_default=False, editable=False)

    objects = SoftlyDeletedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "on"], condition=Q(deleted_at__isnull=True), name="measurement_once_a_day"
            ),
            models.CheckConstraint(condition=Q(kind__in=Body.values(), value__gt=0), name="measurement_sane"),
        ]
        indexes = [models.Index(fields=["deleted_at"], condition=Q(deleted_at__isnull=False), name="measurement_gone")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
