"""What a person has at home."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import LotQuerySet, OwnedQuerySet
from .foods import Food


class PantryLot(models.Model):
    """
    Some of one thing, bought at one time. What was used up or thrown away stays for a while, to be undone.

    `amount` in `unit` is how a person counts it, 2 cans; `grams` what that weighs, where it is known. Without either it
    is some of it.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # None where nobody knows which food it is: then it is only a word.
    food = models.ForeignKey(Food, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    amount = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)  # empty for pieces
    grams = models.FloatField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    added_on = models.DateField()
    is_sample = models.BooleanField(default=False, editable=False)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(grams__isnull=True) | Q(grams__gt=0), name="lot_weighs"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gt=0), name="lot_is_something"),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on", "id"], condition=Q(gone_at=None), name="lot_of_owner"),
            models.Index(fields=["gone_at"], condition=Q(gone_at__isnull=False), name="lot_gone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counted(self) -> tuple[float, str] | None:
        """How much of it there is, as it is counted; None is some."""
        if self.amount is not None:
            return self.amount, self.unit
        return (self.grams, "g") if self.grams is not None else None


class PantryChange(models.Model):
    """What was done with a lot, and what it was before: so that it can be undone, the last first."""

    class Kind(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        USED = "used"
        THROWN_AWAY = "thrown_away"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lot = models.ForeignKey(PantryLot, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=11, choices=Kind)
    before = models.JSONField(default=dict)  # empty where it was not there
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["added", "changed", "used", "thrown_away"]), name="pantry_change_kind_known"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="pantry_change_latest"),
            models.Index(fields=["made_at"], name="pantry_change_old"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.lot_id}"
