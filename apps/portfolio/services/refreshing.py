"""
Bringing prices and rates to the present: one pass over the instruments, however many people hold each.

Nothing is asked while a transaction is open. A provider that fails is left alone for longer and longer, and what it did
not say stays unknown: the last price stands, with its day beside it.
"""

import logging
import time
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from prometheus_client import Counter

from project.lib.money import CURRENCIES

from ..clients import ecb
from ..clients.answers import Figures, LimitReached, NoPrices, NotKnown, Provider
from ..clients.providers import providers
from ..domain.asking import AFTER_AN_ANSWER, after_failures, after_not_known, tomorrow
from ..models import Activity, Feed, Price, ProviderState, Rate
from . import marks
from .market import set_prices, set_rates_of_all

# Late corrections reach back so far; what is older is taken as it was first said.
LOOKED_BACK = timedelta(days=10)
# The first time, as much as a provider gives without further payment.
FIRST_LOOK = timedelta(days=150)
# So that one run ends: what is left comes with the next.
MOST_IN_A_RUN = 300
# Years without a rate are asked for once.
_BEGINNING = date(1999, 1, 1)
_LONGEST_ERROR = 200
_MOST_FAILURES = 1000

log = logging.getLogger(__name__)
answers_total = Counter("steward_market_answers_total", "Answers of market data providers", ["provider", "result"])


def refresh_market() -> int:
    """Ask every provider for what is due; how many instruments have new prices. Everyone they reach is valued once."""
    changed = sum(_refresh_from(provider) for provider in providers().values())
    rates_changed = ecb.is_on() and _refresh_rates()
    if changed or rates_changed:
        marks.value_marked()
    return changed


# --- Prices -----------------------------------------------------------------------------------------------------------


def _refresh_from(provider: Provider) -> int:
    changed = 0
    for number, feed in enumerate(_due(provider)):
        if not _may_ask(provider):
            break
        if number:
            time.sleep(provider.pause)
        try:
            figures = provider.closes(feed.symbol, _wanted_since(feed))
        except NotKnown as no:
            _not_known(feed, no)
            _answered(provider.name, "not_known")
        except NoPrices as no:
            _failed(provider.name, no)
            break
        else:
            changed += _take(provider, feed, figures)
            _answered(provider.name, "prices")
    return changed


def _due(provider: Provider) -> Iterator[Feed]:
    """Those that somebody has come first; what is no longer traded has no new prices."""
    held = Exists(Activity.objects.filter(instrument=OuterRef("instrument")))
    now = timezone.now()
    feeds = Feed.objects.filter(provider=provider.name, next_at__lte=now, instrument__owner=None)
    feeds = feeds.filter(Q(instrument__delisted_on=None) | Q(instrument__delisted_on__gt=now.date() - LOOKED_BACK))
    yield from feeds.select_related("instrument").annotate(held=held).order_by("-held", "next_at", "pk")[:MOST_IN_A_RUN]


def _wanted_since(feed: Feed) -> date:
    known = Price.objects.filter(instrument=feed.instrument).order_by("-on").values_list("on", flat=True).first()
    return timezone.now().date() - FIRST_LOOK if known is None else known - LOOKED_BACK


def _take(provider: Provider, feed: Feed, figures: Figures) -> bool:
    today = timezone.now().date()
    # A day ahead is already there east of Greenwich; anything later is a fault.
    closes = {on: close for on, close in figures.days.items() if on <= today + timedelta(days=1)}
    if provider.adjusts:
        # Its past is not what was quoted then: only what is new is the price of its own day.
        known = Price.objects.filter(instrument=feed.instrument).order_by("-on").values_list("on", flat=True).first()
        since = known or today - LOOKED_BACK
        closes = {on: close for on, close in closes.items() if on > since}
    with transaction.atomic():
        changed = set_prices(instrument=feed.instrument, closes=closes, source=provider.name, value=False)
        said = f"{figures.skipped} lines of its answer could not be read." if figures.skipped else ""
        now = timezone.now()
        Feed.objects.filter(pk=feed.pk).update(
            next_at=now + AFTER_AN_ANSWER, answered_at=now, failures=0, error=said[:_LONGEST_ERROR]
        )
    return changed


def _not_known(feed: Feed, no: NotKnown) -> None:
    failures = feed.failures + 1
    Feed.objects.filter(pk=feed.pk).update(
        failures=min(failures, _MOST_FAILURES),
        error=str(no)[:_LONGEST_ERROR],
        next_at=after_not_known(failures, timezone.now()),
    )


# --- Rates ------------------------------------------------------------------------------------------------------------


def _refresh_rates() -> bool:
    """Once in twenty hours, so that a file of years is not asked for every hour."""
    state, _ = ProviderState.objects.get_or_create(name=ecb.NAME)
    now = timezone.now()
    if state.paused_until and state.paused_until > now:
        return False
    known = Rate.objects.filter(source=ecb.NAME).order_by("-on").values_list("on", flat=True).first()
    try:
        rates = ecb.rates(known - LOOKED_BACK if known else _BEGINNING)
    except NoPrices as no:
        _failed(ecb.NAME, no)
        return False
    changed = set_rates_of_all(rates=_new_rates(rates), source=ecb.NAME)
    _answered(ecb.NAME, "rates")
    ProviderState.objects.filter(name=ecb.NAME).update(paused_until=now + AFTER_AN_ANSWER)
    return changed


def _new_rates(rates: ecb.Rates) -> ecb.Rates:
    """Of currencies that are money today, and without what stands there already."""
    found = {}
    for currency, values in rates.items():
        if currency in CURRENCIES and values:
            rows = Rate.objects.filter(currency=currency, source=ecb.NAME, on__range=(min(values), max(values)))
            known = dict(rows.values_list("on", "value"))
            found[currency] = {on: value for on, value in values.items() if known.get(on) != value}
    return found


# --- How it goes with a provider --------------------------------------------------------------------------------------


def _may_ask(provider: Provider) -> bool:
    """Count a call, if there is one left of the day and the provider is not resting."""
    ProviderState.objects.get_or_create(name=provider.name)
    now = timezone.now()
    today = now.date()
    # One statement, so that two runs at once do not spend the same call.
    free = ProviderState.objects.filter(name=provider.name).filter(
        Q(paused_until=None) | Q(paused_until__lte=now),
        ~Q(counted_on=today) | Q(counted_on=None) | Q(calls__lt=provider.a_day),
    )
    spent = Case(When(counted_on=today, then=F("calls") + 1), default=Value(1))
    return bool(free.update(calls=spent, counted_on=today))


def _answered(name: str, result: str) -> None:
    answers_total.labels(name, result).inc()
    ProviderState.objects.filter(name=name).update(succeeded_at=timezone.now(), failures=0, error="", paused_until=None)


def _failed(name: str, no: NoPrices) -> None:
    log.warning("No prices from %s: %s", name, no)
    answers_total.labels(name, no.reason).inc()
    state = ProviderState.objects.get(name=name)
    now, failures = timezone.now(), min(state.failures + 1, _MOST_FAILURES)
    until = after_failures(failures, now, wanted=no.wait if isinstance(no, LimitReached) else None)
    if isinstance(no, LimitReached) and no.for_today:
        until = max(until, tomorrow(now))
    ProviderState.objects.filter(name=name).update(
        failed_at=now, failures=failures, error=str(no)[:_LONGEST_ERROR], paused_until=until
    )
