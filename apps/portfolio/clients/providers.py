"""The providers of prices that this Steward may ask, and what the source that stands beside a price is called."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from . import alpha_vantage, ecb, sample_market, stooq
from .answers import Figures, NotKnown, Provider

TYPED_IN = "typed in"
FROM_A_FILE = "file"
NAMES = {alpha_vantage.NAME: "Alpha Vantage", stooq.NAME: "Stooq", sample_market.SOURCE: "Sample market"}


class Credit(NamedTuple):
    """Whom a page names for the prices on it; `home` is empty where there is nobody to thank."""

    title: str
    home: str = ""


_CREDITS = {
    alpha_vantage.NAME: Credit("Alpha Vantage", "https://www.alphavantage.co/"),
    stooq.NAME: Credit("Stooq", "https://stooq.com/"),
    ecb.NAME: Credit(ecb.TITLE, ecb.HOME),
    sample_market.SOURCE: Credit("a made-up market, for the sample data"),
    TYPED_IN: Credit("what you typed in"),
    FROM_A_FILE: Credit("a file that was brought in"),
}


def credit_of(source: str) -> Credit:
    return _CREDITS.get(source, Credit(source))


def providers() -> dict[str, Provider]:
    """Those that are switched on, by name."""
    found = (alpha_vantage.provider(), stooq.provider(), _sample())
    return {one.name: one for one in found if one is not None}


def _sample() -> Provider:
    """The made-up market answers like any other, without key or network."""
    return Provider(
        sample_market.SOURCE, NAMES[sample_market.SOURCE], "", a_day=10_000, pause=0, closes=_closes_of_sample
    )


def _closes_of_sample(symbol: str, since: date) -> Figures:
    sample = next((one for one in sample_market.SAMPLES if one.symbol == symbol.upper()), None)
    if sample is None:
        raise NotKnown("It knows no such symbol.")
    closes = sample_market.closes(sample, datetime.now(UTC).date())
    return Figures({on: close for on, close in closes.items() if on >= since})
