"""What a person measures their returns by."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet
from .fields import ExactField
from .instruments import Instrument


class Yardstick(models.Model):
    """The rate that is earned without risk, a part of one and of a year. Its benchmark is in BenchmarkPart."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    risk_free = ExactField(default=0)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(risk_free__gt=-1, risk_free__lte=1), name="yardstick_rate_sane")
        ]

    def __str__(self) -> str:
        return f"{self.risk_free} a year"


class BenchmarkPart(models.Model):
    """One instrument of the basket that a person compares with, and what part of it that is."""

    yardstick = models.ForeignKey(Yardstick, on_delete=models.CASCADE, related_name="parts")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")
    weight = ExactField(help_text="A part of one.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["yardstick", "instrument"], name="benchmark_part_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="benchmark_part_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.weight} of {self.instrument_id}"
