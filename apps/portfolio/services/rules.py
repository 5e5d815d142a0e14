"""What every write checks first: whose it is, in which currency, and on which day."""

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from project.lib.errors import DomainError, NotThere
from project.lib.money import CURRENCIES
from project.lib.person import speaking_to

M = TypeVar("M", bound=models.Model)

# A year such as 0204 is a slip of the pen, and figures are made for every day since.
FIRST_DAY = date(1900, 1, 1)

# Prices of some exchanges are in hundredths of a currency.
HUNDREDTHS = frozenset({"GBX", "ZAX", "ILX", "USX"})


class BadCurrency(DomainError):
    code = "bad_currency"


class InTheFuture(DomainError):
    code = "in_the_future"


class TooLongAgo(DomainError):
    code = "too_long_ago"


class NameTaken(DomainError):
    code = "name_taken"
    status = 409


def refusal(error: type[DomainError], field: str, sentence: str) -> DomainError:
    return error(sentence, fields={field: [sentence]})


def own(owner: Any, thing: M, what: str) -> M:
    """:raises NotThere: it is somebody else's"""
    if thing.owner_id != owner.pk:  # type: ignore[attr-defined]
        raise NotThere(f"There is no such {what}.")
    return thing


def known_currency(code: str, field: str = "currency", *, hundredths: bool = False) -> str:
    """:raises BadCurrency:"""
    if code in CURRENCIES or (hundredths and code in HUNDREDTHS):
        return code
    raise refusal(BadCurrency, field, f"{code or 'Nothing'} is no currency; write its code of three letters, as EUR.")


def not_in_the_future(owner: Any, day: date, field: str = "on") -> date:
    """
    :raises InTheFuture: by the person's own day
    :raises TooLongAgo: before 1900
    """
    with speaking_to(owner):
        return possible_day(day, timezone.localdate(), field)


def possible_day(day: date, today: date, field: str = "on") -> date:
    """As `not_in_the_future`, where the person's day is known."""
    if day < FIRST_DAY:
        raise refusal(TooLongAgo, field, f"{day} is too long ago; the first day there can be is {FIRST_DAY}.")
    if day > today:
        raise refusal(InTheFuture, field, f"{day} has not come yet; only what has happened is recorded.")
    return day
