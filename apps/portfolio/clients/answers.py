"""What providers of prices and rates answer, and the ways in which they do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from project.lib import http
from project.lib.errors import DomainError

LIMITS = http.Limits(total=30, size=5_000_000, redirects=2)
# No price has so many digits; what does is a fault of the answer.
_MOST = Decimal(10) ** 12


class NoPrices(Exception):
    """The provider did not answer with prices; the message says why, without the key that it was asked with."""

    reason = "away"


class ProviderAway(NoPrices):
    """No answer, or one that says that it is the provider's own fault."""


class LimitReached(NoPrices):
    """It has answered often enough for now. `wait`: seconds, where it said so; `for_today`: not before tomorrow."""

    reason = "limit"

    def __init__(self, message: str, *, wait: float | None = None, for_today: bool = False) -> None:
        super().__init__(message)
        self.wait, self.for_today = wait, for_today


class NotAllowed(NoPrices):
    """The key is missing, wrong, or not good for this."""

    reason = "not_allowed"


class Unreadable(NoPrices):
    """An answer of another shape than the provider documents."""

    reason = "unreadable"


class NotKnown(NoPrices):
    """The provider has nothing under this symbol; that says nothing about its others."""

    reason = "not_known"


@dataclass(frozen=True, slots=True)
class Figures:
    """A figure a day; `skipped` lines could not be read, and are unknown rather than guessed."""

    days: Mapping[date, Decimal]
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Provider:
    """
    Where prices come from. `closes` takes the provider's symbol and the first day that is wanted.

    `adjusts`: past prices are divided by the splits since, so they are not what was quoted on their day.
    """

    name: str
    title: str
    home: str
    a_day: int
    pause: float  # seconds between two calls
    closes: Callable[[str, date], Figures]
    adjusts: bool = False


def asked(url: str, *, limits: http.Limits = LIMITS) -> http.Answer:
    """
    Ask one of the fixed addresses of a client.

    :raises NoPrices: there was no answer, or it was an error
    """
    try:
        answer = http.fetch("GET", url, limits=limits)
    except DomainError as fault:
        raise ProviderAway(fault.detail) from None
    if answer.status == 429:
        wanted = answer.headers.get("retry-after", "")
        raise LimitReached("It was asked too often.", wait=float(wanted) if wanted.isdecimal() else None)
    if answer.status in {401, 403}:
        raise NotAllowed(f"It answered {answer.status}: the key may be wrong.")
    if not answer.ok:
        raise ProviderAway(f"It answered {answer.status}.")
    return answer


def figure(text: object) -> Decimal | None:
    """A price or rate above zero; None for anything else."""
    try:
        found = Decimal(str(text).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 < found < _MOST else None


def day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text).strip()[:10])
    except ValueError:
        return None
