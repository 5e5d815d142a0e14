"""Prices and exchange rates: rows to edit and look at, and beside them one packed row to calculate with."""

from django.db import models
from django.db.models import Q

from .fields import ExactField
from .instruments import Instrument


class Price(models.Model):
    """What one unit closed at on a day, in the currency of the instrument, not adjusted for later splits."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="prices")
    on = models.DateField()
    close = ExactField()
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "on"], name="price_once_a_day"),
            models.CheckConstraint(condition=Q(close__gt=0), name="price_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.close} on {self.on}"


class Packed(models.Model):
    """
    A figure a day as 8-byte floats, little endian, NaN on a day without one.

    The gaps are not filled: a price carried over a split would be taken for one of after it, and a stale one for fresh.
    """

    first_on = models.DateField()
    values = models.BinaryField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class PriceSeries(Packed):
    """All prices of an instrument in one row: half a million rows cost fifty times the arithmetic on them."""

    instrument = models.OneToOneField(Instrument, on_delete=models.CASCADE, primary_key=True, related_name="series")

    def __str__(self) -> str:
        return f"Prices of {self.instrument_id}"


class Rate(models.Model):
    """What one euro was in a currency on a day."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    value = ExactField()
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(value__gt=0), name="rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.currency} on {self.on}"


class RateSeries(Packed):
    """All rates of a currency in one row."""

    currency = models.CharField(max_length=3, primary_key=True)

    def __str__(self) -> str:
        return f"Rates of {self.currency}"
