"""
What the valuation service made of the ledger: nothing here is the truth, all of it can be made anew.

Figures are in the owner's base currency unless they say otherwise.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import HoldingQuerySet, OwnedQuerySet
from .accounts import Account
from .fields import ExactField
from .instruments import Instrument


class Holding(models.Model):
    """
    What an account holds of an instrument, or of cash in a currency, and what that is worth at the close of `as_of`.

    Positions that were closed stay, with a quantity of zero and what they gained. A market value that nobody knows is
    null, never zero.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="holdings")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, related_name="holdings")
    currency = models.CharField(max_length=3, help_text="Of the instrument or of the cash.")
    quantity = ExactField()
    cost = ExactField()
    cost_in_currency = ExactField()
    market_value = ExactField(null=True)
    price = ExactField(null=True, help_text="Of one unit, in the currency.")
    price_on = models.DateField(null=True, help_text="The day of that price: an older one is stale.")
    realised = ExactField(default=0, help_text="Gains of what was sold, after fees and taxes.")
    income = ExactField(default=0)
    fees = ExactField(default=0)
    taxes = ExactField(default=0)
    as_of = models.DateField()
    version = models.BigIntegerField(help_text="The owner's data version that it was made from.")

    objects = HoldingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "instrument", "currency"], name="holding_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["owner", "account"], name="holding_of_owner")]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.instrument_id or self.currency}"


class HoldingSeries(models.Model):
    """
    The days of one holding: packed arrays of value and of what exchange rates added, and the entries on it.

    A row with a currency is cash; one with neither instrument nor currency has the account's own costs and interest.
    See queries/kept.py for what the bytes are.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, related_name="+")
    currency = models.CharField(max_length=3, blank=True)
    first_on = models.DateField()
    value = models.BinaryField()
    fx_gain = models.BinaryField()
    entries = models.BinaryField()
    # Exactly what the activities of this instrument did to the cash of this account, by currency.
    cash = models.JSONField(default=dict)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "instrument", "currency"], name="holding_series_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(instrument=None) | Q(currency=""), name="holding_series_cash_or_instrument"
            ),
        ]
        indexes = [models.Index(fields=["owner", "instrument"], name="holding_series_of_owner")]

    def __str__(self) -> str:
        return f"Days of {self.instrument_id or self.currency or 'the account'} in {self.account_id}"


class Outdated(models.Model):
    """
    The figures of an instrument in a person's hands are outdated; without an instrument, those of the activities that
    name none; `everything`: all of them.

    Written with each change and deleted by the valuation that saw it, so that no change is ever missed: one that comes
    while figures are made leaves a mark behind that they did not see.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, null=True, related_name="+")
    everything = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner"], name="outdated_of_owner")]

    def __str__(self) -> str:
        return "Everything" if self.everything else f"Figures of {self.instrument_id or 'no instrument'}"


class Standing(models.Model):
    """How a person's figures stand: the version of their data, and of the data that they were made from."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.BigIntegerField(default=0, help_text="Grows with every change of the person's data.")
    valued_version = models.BigIntegerField(default=-1)
    currency = models.CharField(max_length=3, blank=True, help_text="Of all sums; empty: not valued yet.")
    as_of = models.DateField(null=True)
    valued_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why something could not be valued.")

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Version {self.version}, valued {self.valued_version}"


class TotalSeries(models.Model):
    """The days of everything a person has, summed: what any range of their overview is sliced from."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    first_on = models.DateField()
    sums = models.BinaryField(help_text="See queries/kept.py.")

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Since {self.first_on}"
