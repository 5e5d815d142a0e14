"""What a person wants to be told of, how far each alert is, and what it told them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.alerts import State
from ..querysets import AlertQuerySet, OwnedQuerySet
from .fields import ExactField
from .instruments import Instrument

KINDS = ["price", "drift", "drawdown", "dividend", "stale"]


class Alert(models.Model):
    """
    A condition to be told of. `limit` is a price, points of drift, percent of drawdown, or days of age, by its kind.

    Deleted ones are kept for a while, so that deleting can be undone.
    """

    class Kind(models.TextChoices):
        PRICE = "price", "A price"
        DRIFT = "drift", "Drift from your targets"
        DRAWDOWN = "drawdown", "A drawdown"
        DIVIDEND = "dividend", "A dividend"
        STALE = "stale", "A stale price"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    below = models.BooleanField(default=False, help_text="Of a price: at the limit or under it.")
    limit = ExactField(null=True)
    by_email = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    armed_at = models.DateTimeField(help_text="When it was made, or last changed: what was before does not count.")
    looked_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="alert_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="dividend", limit=None) | ~Q(kind="dividend") & Q(limit__isnull=False, limit__gt=0),
                name="alert_limit_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(kind="price") | Q(instrument__isnull=False), name="alert_price_of_what"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], condition=Q(deleted_at=None), name="alert_of_owner"),
            models.Index(fields=["id"], condition=Q(deleted_at=None, paused_at=None), name="alert_awake"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"


class Watch(models.Model):
    """How far an alert is with one instrument, or (without) with the one thing that it is about."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="watches")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=5, choices=[(one.value, one.value) for one in State], default=State.ARMED.value)
    times = models.PositiveIntegerField(default=0, help_text="How often it has spoken.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "instrument"], name="watch_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.state}"


class Notice(models.Model):
    """What an alert told its person. `event` names what happened, so that nothing is told twice."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    instrument = models.ForeignKey(Instrument, on_delete=models.SET_NULL, null=True, related_name="+")
    event = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "event"], name="notice_once_for_an_event")]
        indexes = [
            models.Index(fields=["owner", "-id"], name="notice_of_owner"),
            models.Index(fields=["owner"], condition=Q(seen_at=None), name="notice_unseen"),
            models.Index(fields=["made_at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return self.text
