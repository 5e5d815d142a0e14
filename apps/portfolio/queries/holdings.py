"""What a person holds and how it is spread, from the snapshots: summed in SQL, and without numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, DecimalField, Exists, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from project.lib.cache import memoize

from ..models import Account, Holding, Instrument, Label, Outdated, Portfolio, Standing, TotalSeries
from ..querysets import HoldingQuerySet
from .last_day import value_and_flows

DOMAIN = "portfolio"
# A price that is older says less than it seems to.
STALE_AFTER = timedelta(days=7)

ALLOCATIONS = {
    "kind": "instrument__kind",
    "sector": "instrument__sector",
    "region": "instrument__region",
    "currency": "currency",
    "account": "account__name",
    "instrument": "instrument__symbol",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A holding as a table shows it. Amounts are in the person's base currency; unknown is None."""

    holding: Holding
    weight: Decimal | None
    labels: tuple[str, ...]

    @property
    def unrealised(self) -> Decimal | None:
        return None if self.holding.market_value is None else self.holding.market_value - self.holding.cost

    @property
    def is_stale(self) -> bool:
        price_on = self.holding.price_on
        return price_on is not None and price_on < self.holding.as_of - STALE_AFTER


def holdings_table(
    user: Any, *, accounts: Any = None, portfolio: Portfolio | None = None, closed: bool = False
) -> list[Row]:
    """
    Everything held, the most valuable first, cash included; with `closed`, what was sold as well. Two statements.
    """
    rows = _chosen(user, accounts, portfolio).select_related("instrument", "account").by_value()
    holdings = list(rows if closed else rows.open())
    whole = sum((holding.market_value for holding in holdings if holding.market_value), Decimal(0))
    return rows_of(user, holdings, whole)


def held_by_value(user: Any) -> QuerySet[Holding]:
    """Everything held, the most valuable first and what is unknown last, cash included: for `paging.keyset_page`."""
    rows: QuerySet[Any] = Holding.objects.for_user(user).open().select_related("instrument", "account")
    worth = Coalesce("market_value", _LEAST, output_field=DecimalField(max_digits=40, decimal_places=12))
    return rows.annotate(worth=worth).order_by("-worth", "id")


# Less than anything can be worth.
_LEAST = Decimal(-(10**24))


def rows_of(user: Any, holdings: Sequence[Holding], whole: Decimal | None = None) -> list[Row]:
    """As a table shows them; without a `whole`, each beside everything that the person has."""
    whole = Holding.objects.for_user(user).worth() if whole is None else whole
    labels: dict[int, list[str]] = {}
    for instrument, name in Label.objects.for_user(user).order_by("name").values_list("instrument_id", "name"):
        labels.setdefault(instrument, []).append(name)
    return [
        Row(
            holding,
            weight=holding.market_value / whole if holding.market_value is not None and whole > 0 else None,
            labels=tuple(labels.get(holding.instrument_id or 0, ())),
        )
        for holding in holdings
    ]


def _chosen(user: Any, accounts: Any, portfolio: Portfolio | None) -> HoldingQuerySet[Holding]:
    rows = Holding.objects.for_user(user)
    if accounts is not None:
        rows = rows.filter(account__in=accounts)
    if portfolio is not None:
        rows = rows.filter(account__portfolios=portfolio)
    return rows


@memoize("portfolio_summary", domain=DOMAIN, seconds=300)
def summary(user: Any) -> dict[str, Any]:
    """
    What a person's money comes to, as plain values, in at most three statements: `value` and the rest in `currency`.

    `updating`: a newer state is being made. `unknown` and `stale`: how many holdings have no price, or an old one.
    """
    standing = (
        Standing.objects.for_user(user)
        .annotate(updating=Exists(Outdated.objects.filter(owner=user)), has_accounts=Exists(_accounts(user)))
        .values("currency", "as_of", "problem", "updating", "has_accounts")
        .first()
    ) or {"currency": "", "as_of": None, "problem": "", "updating": False, "has_accounts": False}
    held = ~Q(quantity=0)
    security = Q(instrument__isnull=False)
    sums = Holding.objects.for_user(user).aggregate(
        value=Coalesce(Sum("market_value"), Decimal(0)),
        cash=Coalesce(Sum("market_value", filter=~security), Decimal(0)),
        cost=Coalesce(Sum("cost", filter=security & held & Q(market_value__isnull=False)), Decimal(0)),
        realised=Coalesce(Sum("realised"), Decimal(0)),
        income=Coalesce(Sum("income"), Decimal(0)),
        fees=Coalesce(Sum("fees"), Decimal(0)),
        taxes=Coalesce(Sum("taxes"), Decimal(0)),
        holdings=Count("pk", filter=security & held),
        unknown=Count("pk", filter=held & Q(market_value=None)),
        stale=Count("pk", filter=security & held & Q(price_on__lt=F("as_of") - STALE_AFTER)),
        oldest_price=Min("price_on", filter=security & held),
    )
    sums["unrealised"] = sums["value"] - sums["cash"] - sums["cost"]
    return {**standing, **sums, **_last_day(user), "currency": standing["currency"] or user.base_currency}


def _accounts(user: Any) -> QuerySet[Account]:
    return Account.objects.for_user(user)


def _last_day(user: Any) -> dict[str, float | None]:
    """
    The gain of the last day: the change in value that no money in or out explains.
    """
    packed = TotalSeries.objects.for_user(user).values_list("sums", flat=True).first()
    if packed is None:
        return {"day_gain": None, "day_return": None}
    value, inflow, outflow = value_and_flows(packed)
    if value.days < 2:
        return {"day_gain": None, "day_return": None}
    gain = value.of(0) - value.of(1) - inflow.of(0) + outflow.of(0)
    invested = value.of(1) + inflow.of(0)
    return {"day_gain": gain, "day_return": gain / invested if invested > 0 else None}


@memoize("portfolio_allocation", domain=DOMAIN, seconds=300)
def allocation(user: Any, by: str) -> list[dict[str, Any]]:
    """
    What is held by `by` (one of ALLOCATIONS, or `label`): name, value, and weight of the whole, the largest first.

    Cash has the name `cash` where it has none of its own. A holding with two labels counts for both.
    """
    if by == "label":
        rows = Holding.objects.for_user(user).filter(instrument__labels__owner=user)
        parts = rows.values_list("instrument__labels__name").annotate(value=Sum("market_value"))
    else:
        parts = Holding.objects.for_user(user).open().values_list(ALLOCATIONS[by]).annotate(value=Sum("market_value"))
    found: dict[str, Decimal] = {}
    for name, value in parts.order_by("-value"):
        if value is not None:
            shown = "cash" if name is None else name or "unknown"
            found[shown] = found.get(shown, Decimal(0)) + value
    whole = Holding.objects.for_user(user).worth()
    return [
        {"name": name, "value": value, "weight": value / whole if whole > 0 else None}
        for name, value in sorted(found.items(), key=lambda part: -part[1])
    ]


def holding(user: Any, symbol: str) -> dict[str, Any] | None:
    """
    An instrument in all of a person's accounts; None where they never had it.

    One of their own may have the symbol of one of the catalogue: what is held comes before what was sold, and their own
    before the catalogue's.
    """
    named = Holding.objects.for_user(user).filter(instrument__symbol__iexact=symbol).select_related("instrument")
    by_instrument: dict[Instrument, list[Holding]] = {}
    for row in named:
        if row.instrument:
            by_instrument.setdefault(row.instrument, []).append(row)
    if not by_instrument:
        return None
    instrument, rows = max(
        by_instrument.items(), key=lambda pair: (any(row.quantity for row in pair[1]), pair[0].owner_id is not None)
    )
    latest = max(rows, key=lambda row: row.as_of)
    known = [row.market_value for row in rows if row.market_value is not None]
    value = sum(known, Decimal(0)) if len(known) == len(rows) else None
    sums = {
        name: sum((getattr(row, name) for row in rows), Decimal(0))
        for name in ("quantity", "cost", "realised", "income")
    }
    return {
        **sums,
        "symbol": instrument.symbol,
        "name": instrument.name,
        "market_value": value,
        "unrealised": None if value is None else value - sums["cost"],
        "currency": currency_of(user),
        "price": latest.price,
        "price_on": latest.price_on,
        "price_currency": latest.currency,
        "as_of": latest.as_of,
    }


def account_totals(user: Any) -> QuerySet[Account]:
    """A person's accounts, each with what it holds: summed in SQL, the open ones first, for `paging.keyset_page`."""
    accounts: QuerySet[Any] = _accounts(user).annotate(
        worth=Sum("holdings__market_value"), open_until=Coalesce("closed_on", date.max, output_field=DateField())
    )
    return accounts.order_by("-open_until", "name", "id")


def currency_of(user: Any) -> str:
    """That of the figures: the person's base currency, once they are made in it."""
    return Standing.objects.for_user(user).values_list("currency", flat=True).first() or str(user.base_currency)


def holdings_page(user: Any, *, closed: bool) -> tuple[dict[str, Any], list[Row]]:
    """What the page of the holdings shows: the whole, and each."""
    return summary(user), holdings_table(user, closed=closed)


def allocation_page(user: Any, by: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    return summary(user), allocation(user, by)
