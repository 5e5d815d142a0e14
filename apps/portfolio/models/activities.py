"""The ledger: what a person did, and what they changed about it since."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from ..domain.activities import Kind as DomainKind
from ..querysets import ActivityQuerySet, OwnedQuerySet
from .accounts import Account
from .fields import ExactField
from .instruments import Instrument

KINDS = [kind.value for kind in DomainKind]


class Activity(models.Model):
    """
    One line of an account's ledger; the figures are those of domain.activities.Activity, which says what each means.

    The owner stands here too, as the index of a person's whole list begins with it.
    """

    class Kind(models.TextChoices):
        BUY = "buy", "Buy"
        SELL = "sell", "Sell"
        DIVIDEND = "dividend", "Dividend"
        INTEREST = "interest", "Interest"
        FEE = "fee", "Fee"
        TAX = "tax", "Tax"
        DEPOSIT = "deposit", "Deposit"
        WITHDRAWAL = "withdrawal", "Withdrawal"
        TRANSFER_IN = "transfer_in", "Transfer in"
        TRANSFER_OUT = "transfer_out", "Transfer out"
        TRANSFER = "transfer", "Transfer between accounts"
        SPLIT = "split", "Split"
        BONUS = "bonus", "Bonus shares"
        RETURN_OF_CAPITAL = "return_of_capital", "Return of capital"
        SPIN_OFF = "spin_off", "Spin-off"
        MERGER = "merger", "Merger"
        SHORT = "short", "Short sale"
        COVER = "cover", "Buy to cover"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="activities")
    to_account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals")
    kind = models.CharField(max_length=17, choices=Kind)
    on = models.DateField()
    at = models.TimeField(null=True, blank=True, help_text="The time of day, in the person's zone.")
    order = models.IntegerField(default=0, help_text="Within the day.")

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    into = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quantity = ExactField(default=0)
    price = ExactField(null=True, blank=True)
    amount = ExactField(default=0)
    fee = ExactField(default=0)
    tax = ExactField(default=0)
    currency = models.CharField(max_length=3)
    settled_in = models.CharField(max_length=3, blank=True)
    rate = ExactField(null=True, blank=True)
    ratio_new = models.PositiveIntegerField(null=True, blank=True)
    ratio_old = models.PositiveIntegerField(null=True, blank=True)
    share = ExactField(null=True, blank=True)
    cost = ExactField(null=True, blank=True)
    acquired_on = models.DateField(null=True, blank=True)
    lots = models.JSONField(null=True, blank=True, help_text="Chosen lots: pairs of an activity's id and a quantity.")

    note = models.CharField(max_length=500, blank=True)
    tags = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    source = models.CharField(max_length=40, blank=True, help_text="The import it came from; empty: typed in.")
    source_reference = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="activity_kind_known"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0, fee__gte=0, tax__gte=0)
                & (Q(price=None) | Q(price__gte=0))
                & (Q(rate=None) | Q(rate__gt=0))
                & (Q(cost=None) | Q(cost__gte=0))
                & (Q(amount__gte=0) | Q(kind__in=["interest", "fee", "tax"])),
                name="activity_amounts_sane",
            ),
            models.CheckConstraint(
                condition=Q(instrument__isnull=False)
                | Q(kind__in=["interest", "fee", "tax", "deposit", "withdrawal", "transfer"]),
                name="activity_names_its_instrument",
            ),
            models.CheckConstraint(
                condition=Q(to_account=None) | Q(kind="transfer"), name="activity_only_transfers_arrive"
            ),
            models.CheckConstraint(
                # Both said outright: a comparison with null is neither true nor false, and would pass.
                condition=Q(ratio_new=None, ratio_old=None)
                | Q(ratio_new__isnull=False, ratio_old__isnull=False, ratio_new__gt=0, ratio_old__gt=0),
                name="activity_ratio_whole",
            ),
            models.CheckConstraint(
                condition=Q(into=None) | ~Q(into=F("instrument")), name="activity_into_another_instrument"
            ),
            models.UniqueConstraint(
                fields=["account", "source", "source_reference"],
                condition=~Q(source_reference=""),
                name="activity_imported_once",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-on", "-order", "-id"], name="activity_of_owner"),
            models.Index(fields=["account", "-on", "-order", "-id"], name="activity_of_account"),
            models.Index(fields=["owner", "instrument", "on", "order", "id"], name="activity_strand"),
            models.Index(fields=["owner", "kind", "-on", "-order", "-id"], name="activity_of_kind"),
            models.Index(fields=["owner"], condition=Q(into__isnull=False), name="activity_exchanges"),
            models.Index(fields=["to_account"], condition=Q(to_account__isnull=False), name="activity_arrivals"),
            models.Index(fields=["into"], condition=Q(into__isnull=False), name="activity_into"),
            GinIndex(OpClass(Upper("note"), "gin_trgm_ops"), condition=~Q(note=""), name="activity_note_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.on}"


class ActivityChange(models.Model):
    """
    One activity recorded, edited or deleted: how it stood before and after. Those made together share a batch, and are
    undone together. `before` is empty where it was recorded, `after` where it was deleted.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    batch = models.UUIDField(default=uuid.uuid4)
    activity_uuid = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="activity_change_says_what"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="activity_change_of_owner"),
            models.Index(fields=["owner", "batch"], name="activity_change_batch"),
            models.Index(fields=["activity_uuid", "-id"], name="activity_change_history"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_uuid} at {self.made_at}"
