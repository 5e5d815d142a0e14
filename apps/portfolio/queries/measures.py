"""What alerts measure, for many people at once: a few statements for a batch, whatever is in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod

from django.db.models import Q, Sum

from project.lib.errors import DomainError

from ..domain.allocation import Piece
from ..domain.targets import group_drifts
from ..models import Activity, Alert, Holding, Instrument, Price, Target, TotalSeries

PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A measure, of which instrument or kind where there are several, and of which day. None is unknown.

    `growth` is how many units each one became by splits since a price was set as the limit.
    """

    measure: Decimal | None
    instrument: Instrument | None = None
    on: date | None = None
    asset_kind: str = ""
    growth: Fraction = Fraction(1)

    def limit_of(self, alert: Alert) -> Decimal:
        """The alert's limit, in units of the day of the reading."""
        assert alert.limit is not None  # noqa: S101 (all kinds with a measure have one: alert_limit_above_zero)
        return alert.limit * self.growth.denominator / self.growth.numerator


Readings = Mapping[int, list[Reading]]  # by the key of the alert


def readings(alerts: Collection[Alert]) -> Readings:
    """Of all kinds that have a measure; dividends are events, and found by `dividends`."""
    by_kind: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_kind[alert.kind].append(alert)
    return {
        **_prices(by_kind[Alert.Kind.PRICE]),
        **_drifts(by_kind[Alert.Kind.DRIFT]),
        **_drawdowns(by_kind[Alert.Kind.DRAWDOWN]),
        **_ages(by_kind[Alert.Kind.STALE]),
    }


def _owners(alerts: Iterable[Alert]) -> set[int]:
    return {alert.owner_id for alert in alerts}


def _prices(alerts: list[Alert]) -> dict[int, list[Reading]]:
    """The last close, whoever it concerns."""
    instruments = {alert.instrument_id for alert in alerts if alert.instrument_id is not None}
    rows = Price.objects.filter(instrument__in=instruments).order_by("instrument", "-on").distinct("instrument")
    latest = {price.instrument_id: price for price in rows} if instruments else {}
    splits = _splits(alerts) if instruments else {}
    found = {}
    for alert in alerts:
        price = latest.get(alert.instrument_id or 0)
        found[alert.pk] = [_price_reading(alert, price, splits) if price else Reading(None)]
    return found


def _price_reading(alert: Alert, price: Price, splits: Mapping[tuple[int, int], Mapping[date, Fraction]]) -> Reading:
    theirs = splits.get((alert.owner_id, price.instrument_id), {})
    since = alert.armed_at.date()
    growth = prod((ratio for on, ratio in theirs.items() if since < on <= price.on), start=Fraction(1))
    return Reading(price.close, on=price.on, growth=growth)


def _splits(alerts: list[Alert]) -> dict[tuple[int, int], dict[date, Fraction]]:
    """By person and instrument; the same split in several accounts is one."""
    rows = Activity.objects.filter(
        owner__in=_owners(alerts),
        kind=Activity.Kind.SPLIT,
        instrument__in={alert.instrument_id for alert in alerts},
        on__gt=min(alert.armed_at for alert in alerts).date(),
    )
    found: dict[tuple[int, int], dict[date, Fraction]] = defaultdict(dict)
    for owner, instrument, on, new, old in rows.values_list("owner", "instrument", "on", "ratio_new", "ratio_old"):
        if instrument and new and old:
            found[owner, instrument][on] = Fraction(new, old)
    return found


def _drifts(alerts: list[Alert]) -> dict[int, list[Reading]]:
    """Points between the part that a kind is of all securities and its target, of the kind that is furthest away."""
    if not alerts:
        return {}
    targets: dict[int, dict[str, Decimal]] = defaultdict(dict)
    set_for_kinds = Target.objects.filter(owner__in=_owners(alerts), portfolio=None, by=Target.By.KIND)
    for owner, kind, weight in set_for_kinds.values_list("owner", "name", "weight"):
        targets[owner][kind] = weight
    held: dict[int, list[Piece]] = defaultdict(list)
    securities = Holding.objects.filter(owner__in=targets, instrument__isnull=False, quantity__gt=0)
    worth = securities.values_list("owner", "instrument__kind").annotate(value=Sum("market_value"))
    for owner, kind, value in worth:
        held[owner].append(Piece(kind, value or Decimal(0), {Target.By.KIND: {kind: Decimal(1)}}))
    return {alert.pk: [_furthest(held[alert.owner_id], targets[alert.owner_id])] for alert in alerts}


def _furthest(held: list[Piece], targets: Mapping[str, Decimal]) -> Reading:
    if not targets or not any(piece.value for piece in held):
        return Reading(None)
    furthest = max(group_drifts(held, Target.By.KIND, targets), key=lambda drift: abs(drift.drift))
    return Reading(abs(furthest.drift) * PERCENT, asset_kind=furthest.name)


def _drawdowns(alerts: list[Alert]) -> dict[int, list[Reading]]:
    """Percent that the time-weighted index of everything lies under its highest so far."""
    if not alerts:
        return {}
    rows = TotalSeries.objects.filter(owner__in=_owners(alerts)).values_list("owner", "first_on", "sums")
    fallen = {owner: _fallen(first_on, sums) for owner, first_on, sums in rows.iterator(chunk_size=20)}
    return {alert.pk: [Reading(fallen.get(alert.owner_id))] for alert in alerts}


def _fallen(first_on: date, packed: "bytes | memoryview[int]") -> Decimal | None:
    from ..domain.returns import daily_returns, index_of
    from .kept import Sums

    sums = Sums.read(first_on, packed)
    try:
        index = index_of(daily_returns(sums.series(date.fromordinal(sums.first + 1), date.fromordinal(sums.last))))
    except DomainError:
        # More was owed than held on some day: no percentage of anything.
        return None
    return PERCENT * Decimal(repr(round(1 - float(index[-1] / index.max()), 8)))


def _ages(alerts: list[Alert]) -> dict[int, list[Reading]]:
    """Days since the last price of what is held and still traded, each instrument once."""
    rows = (
        Holding.objects.filter(owner__in=_owners(alerts), instrument__isnull=False)
        .open()
        .filter(Q(instrument__delisted_on=None), price_on__isnull=False)
        .select_related("instrument")
        .order_by("pk")
    )
    held: dict[int, dict[int, Reading]] = defaultdict(dict)
    for row in rows if alerts else ():
        if row.instrument and row.price_on:
            age = Decimal((row.as_of - row.price_on).days)
            held[row.owner_id][row.instrument.pk] = Reading(age, row.instrument, row.price_on)
    return {
        alert.pk: [
            reading
            for key, reading in held[alert.owner_id].items()
            if alert.instrument_id is None or alert.instrument_id == key
        ]
        for alert in alerts
    }


# --- Dividends --------------------------------------------------------------------------------------------------------


def dividends(alerts: Collection[Alert], since: date) -> list[tuple[Alert, Activity]]:
    """Dividends that were recorded after the alert was made, and paid since a day; the oldest first."""
    wanting: dict[int, list[Alert]] = defaultdict(list)
    for alert in alerts:
        if alert.kind == Alert.Kind.DIVIDEND:
            wanting[alert.owner_id].append(alert)
    if not wanting:
        return []
    rows = Activity.objects.filter(
        owner__in=wanting,
        kind=Activity.Kind.DIVIDEND,
        on__gte=since,
        created_at__gte=min(alert.armed_at for theirs in wanting.values() for alert in theirs),
    )
    return [
        (alert, activity)
        for activity in rows.select_related("instrument").order_by("on", "id")
        for alert in wanting[activity.owner_id]
        if activity.created_at >= alert.armed_at and alert.instrument_id in (None, activity.instrument_id)
    ]
