"""What a person has at home."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import LotQuerySet
from .foods import Food


class PantryLot(models.Model):
    """Some of one thing, bought at one time. What was used up or thrown away stays for a while, to be undone."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # None where nobody knows which food it is: then it is only a word.
    food = models.ForeignKey(Food, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    grams = models.FloatField(null=True, blank=True)  # none: some
    due_on = models.DateField(null=True, blank=True)
    added_on = models.DateField()
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(grams__isnull=True) | Q(grams__gt=0), name="lot_weighs")]
        indexes = [
            models.Index(fields=["owner", "due_on", "id"], condition=Q(gone_at=None), name="lot_of_owner"),
            models.Index(fields=["gone_at"], condition=Q(gone_at__isnull=False), name="lot_gone"),
        ]

    def __str__(self) -> str:
        return self.name
