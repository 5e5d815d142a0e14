"""What is asked of the tables, so that it chains."""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Upper

Row = TypeVar("Row", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        return self.filter(owner=user)


class InstrumentQuerySet(models.QuerySet[Row]):
    def for_user(self, user: Any) -> Self:
        """The person's own. What they may use is `visible_to`."""
        return self.filter(owner=user)

    def visible_to(self, user: Any) -> Self:
        return self.filter(Q(owner=None) | Q(owner=user))

    def matching(self, words: str) -> Self:
        """Those whose symbol or name contains what was typed, or whose ISIN it is."""
        typed = words.strip().upper()
        return self.alias(typed_symbol=Upper("symbol"), typed_name=Upper("name")).filter(
            Q(typed_symbol__contains=typed) | Q(typed_name__contains=typed) | Q(isin=typed)
        )


class ActivityQuerySet(OwnedQuerySet[Row]):
    def in_ledger_order(self) -> Self:
        return self.order_by("on", "order", "id")

    def newest_first(self) -> Self:
        return self.order_by("-on", "-order", "-id")

    def for_listing(self) -> Self:
        """Everything that one row of a list shows, in one statement."""
        return self.select_related("account", "to_account", "instrument", "into")

    def touching(self, accounts: Any) -> Self:
        """Those of these accounts, what arrives in them included."""
        return self.filter(Q(account__in=accounts) | Q(to_account__in=accounts))


class HoldingQuerySet(OwnedQuerySet[Row]):
    def open(self) -> Self:
        return self.exclude(quantity=0)

    def worth(self) -> Any:
        """What they are worth together, in SQL; what nobody knows the value of counts for nothing."""
        return self.aggregate(total=Sum("market_value"))["total"] or 0

    def by_value(self) -> Self:
        return self.order_by(F("market_value").desc(nulls_last=True), "id")


class ShareQuerySet(OwnedQuerySet[Row]):
    def live(self, now: datetime) -> Self:
        """Those that show something: whoever leaves or is kept out shows nothing any more."""
        return self.filter(revoked_at=None, expires_at__gt=now, owner__is_active=True, owner__erase_at=None)

    def over(self, end: datetime) -> Self:
        """Those that showed nothing from some moment on."""
        return self.filter(Q(revoked_at__lt=end) | Q(expires_at__lt=end))
