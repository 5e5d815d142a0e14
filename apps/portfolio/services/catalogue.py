"""What staff do with the catalogue that everyone shares."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ..clients import ecb
from ..clients.providers import FROM_A_FILE, providers
from ..domain.price_file import BadPriceFile, prices_in
from ..models import Instrument
from .market import set_prices, taken_content
from .rules import FIRST_DAY, known_currency


def refuse_bad(said: Mapping[str, Any]) -> None:
    """
    What a form cannot know of an instrument.

    :raises BadCurrency:
    """
    if "currency" in said:
        known_currency(said["currency"], hundredths=True)


def prices_of_file(file: Any) -> dict[date, Decimal]:
    """
    :raises BadPriceFile:
    :raises FileRefused: it is no text, or too large
    """
    closes = prices_in(taken_content(file))
    if min(closes) < FIRST_DAY or max(closes) > timezone.now().date() + timedelta(days=1):
        raise BadPriceFile(f"Its days go from {min(closes)} to {max(closes)}; a price has a day that has been.")
    return closes


def take_prices(*, instrument: Instrument, closes: Mapping[date, Decimal]) -> bool:
    return set_prices(instrument=instrument, closes=closes, source=FROM_A_FILE)


def is_on(name: str) -> bool:
    return ecb.is_on() if name == ecb.NAME else name in providers()
