"""Where a person keeps what they own."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ..domain.lots import Method
from ..querysets import OwnedQuerySet


class Account(models.Model):
    """An account at a broker or bank, a wallet, or any other place. Its cash is kept in any number of currencies."""

    class Kind(models.TextChoices):
        BROKER = "broker", "Broker"
        BANK = "bank", "Bank"
        WALLET = "wallet", "Wallet"
        OTHER = "other", "Other"

    class LotMethod(models.TextChoices):
        """Which shares a sale takes: the values of domain.lots.Method."""

        FIFO = Method.FIFO.value, "First in, first out"
        LIFO = Method.LIFO.value, "Last in, first out"
        HIFO = Method.HIFO.value, "Dearest first"
        AVERAGE = Method.AVERAGE.value, "Average cost"
        CHOSEN = Method.CHOSEN.value, "Chosen at each sale"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.BROKER)
    currency = models.CharField(max_length=3)
    lot_method = models.CharField(max_length=7, choices=LotMethod, default=LotMethod.FIFO)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="account_name_once_per_owner"),
            models.CheckConstraint(
                condition=Q(kind__in=["broker", "bank", "wallet", "other"]), name="account_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(lot_method__in=["fifo", "lifo", "hifo", "average", "chosen"]),
                name="account_lot_method_known",
            ),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="account_currency_is_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Portfolio(models.Model):
    """Some accounts that a person looks at together, under a name."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    accounts = models.ManyToManyField(Account, related_name="portfolios", blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("owner", Lower("name"), name="portfolio_name_once_per_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def accounts_by_name(self) -> list[Account]:
        """Of what was prefetched, where it was."""
        return sorted(self.accounts.all(), key=lambda account: account.name)
