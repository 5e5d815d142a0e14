"""What can be owned, and how people label it."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper

from ..querysets import InstrumentQuerySet, OwnedQuerySet


class Instrument(models.Model):
    """A security or any other asset: of the catalogue that everyone shares, or (with an owner) a person's own."""

    class Kind(models.TextChoices):
        SHARE = "share", "Share"
        FUND = "fund", "Fund"
        ETF = "etf", "ETF"
        BOND = "bond", "Bond"
        CRYPTO = "crypto", "Crypto"
        COMMODITY = "commodity", "Commodity"
        PROPERTY = "property", "Property"
        CASH = "cash", "Cash"
        OTHER = "other", "Other"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    symbol = models.CharField(max_length=32)
    isin = models.CharField("ISIN", max_length=12, blank=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.SHARE)
    currency = models.CharField(max_length=3)
    sector = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=60, blank=True)
    delisted_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            # Nulls count as equal: the catalogue has each symbol once, too.
            models.UniqueConstraint(
                "owner", Upper("symbol"), name="instrument_symbol_once_per_owner", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["share", "fund", "etf", "bond", "crypto", "commodity", "property", "cash", "other"]
                ),
                name="instrument_kind_known",
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="instrument_currency_is_a_code"),
            models.CheckConstraint(
                condition=Q(isin="") | Q(isin__regex="^[A-Z]{2}[A-Z0-9]{9}[0-9]$"), name="instrument_isin_well_formed"
            ),
        ]
        indexes = [
            models.Index(fields=["isin"], condition=~Q(isin=""), name="instrument_isin"),
            GinIndex(OpClass(Upper("symbol"), "gin_trgm_ops"), name="instrument_symbol_typed"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="instrument_name_typed"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol} ({self.name})"


class Label(models.Model):
    """A person's own tag on an instrument."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=50)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("owner", "instrument", Lower("name"), name="label_once_per_instrument")]
        indexes = [models.Index("owner", Lower("name"), name="label_of_owner")]

    def __str__(self) -> str:
        return self.name
