"""How a person wants a portfolio to be spread."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet
from .accounts import Portfolio
from .fields import ExactField
from .instruments import Instrument


class Target(models.Model):
    """
    What part of a portfolio, or (without one) of everything, a kind, a label or an instrument shall be.

    Those of the same `by` and portfolio belong together and come to one.
    """

    class By(models.TextChoices):
        KIND = "kind", "Kind"
        INSTRUMENT = "instrument", "Holding"
        LABEL = "label", "Label"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.CharField(max_length=10, choices=By)
    name = models.CharField(max_length=50, blank=True, help_text="Of the kind or label.")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, related_name="+")
    weight = ExactField(help_text="A part of one.")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "portfolio", "by", "name", "instrument"], name="target_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(by="instrument", instrument__isnull=False, name="")
                | (Q(by__in=["kind", "label"], instrument=None) & ~Q(name="")),
                name="target_names_its_part",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="target_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.weight} of {self.name or self.instrument_id}"
