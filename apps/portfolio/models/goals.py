"""What a person saves for."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet
from .accounts import Portfolio
from .fields import ExactField


class Goal(models.Model):
    """
    A sum to have, by a day or whenever it comes; or to live of what one has: so many times a year's spending.

    Amounts are in `currency`, the base currency when it was set. Rates are parts of one, of a year, above inflation.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    portfolio = models.ForeignKey(Portfolio, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=100)
    currency = models.CharField(max_length=3)
    amount = ExactField(null=True)
    yearly_spending = ExactField(null=True)
    multiple = ExactField(null=True, help_text="Of the yearly spending.")
    due_on = models.DateField(null=True)
    monthly_saving = ExactField(default=0)
    yearly_return = ExactField(default=Decimal("0.05"))
    volatility = ExactField(default=Decimal("0.15"))
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False, amount__gt=0, yearly_spending=None, multiple=None)
                | Q(
                    amount=None, yearly_spending__isnull=False, yearly_spending__gt=0, multiple__isnull=False,
                    multiple__gt=0,
                ),
                name="goal_is_a_sum_or_a_spending",
            ),
            models.CheckConstraint(
                condition=Q(monthly_saving__gte=0, yearly_return__gt=-1, volatility__gte=0), name="goal_rates_sane"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["owner", "id"], name="goal_of_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def sum(self) -> Decimal:
        """What there shall be."""
        if self.amount is not None:
            return self.amount
        return (self.yearly_spending or Decimal(0)) * (self.multiple or Decimal(0))
