"""
Amounts of money: Decimal with a currency, exact until rounded once, at the edge. No Django here.

Rounding is half up, as Council Regulation (EC) No 1103/97, article 5, has it for money ("if … exactly half-way, the
sum shall be rounded up"); for amounts below zero that means away from zero. Decimals per currency are those of
ISO 4217, which is what banks book; CLDR's differ where coins fell out of use.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, total_ordering

from .errors import DomainError

# ISO 4217 list one (2024-06-25), currencies in use by people; without metals, baskets and test codes.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
    PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 (a table)
)
_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DECIMALS_OF = {code: decimals for decimals, codes in _DECIMALS.items() for code in codes.split()}


class CurrencyMismatch(DomainError):
    code = "currency_mismatch"


class UnknownCurrency(DomainError):
    code = "unknown_currency"


class NotAnAmount(DomainError):
    code = "not_an_amount"


def decimals(currency: str) -> int:
    """How many decimals amounts in this currency are booked with."""
    return _DECIMALS_OF.get(currency, 2)


@cache
def smallest(currency: str) -> Decimal:
    """The smallest amount of a currency, such as 0.01."""
    return Decimal(1).scaleb(-decimals(currency))


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount of one currency, of any precision until `rounded`.

    :raises UnknownCurrency: the code is not in ISO 4217
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise NotAnAmount("An amount must be a number.")
        if self.currency not in CURRENCIES:
            raise UnknownCurrency(f"{self.currency!r} is not a currency code that Steward knows.")

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, amounts: "Iterable[Money]", currency: str) -> "Money":
        """The sum; nothing at all sums to zero of the currency."""
        return sum(amounts, cls.zero(currency))

    def rounded(self) -> "Money":
        """To the decimals of the currency, half up."""
        return Money(self.amount.quantize(smallest(self.currency), ROUND_HALF_UP), self.currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> "list[Money]":
        """
        Share the rounded amount by weight so that the shares sum to it exactly.

        What is left after rounding down goes, one smallest unit each, to those with the largest remainders
        (Hamilton's method), and among equals to the first.
        """
        shares = [_factor(weight) for weight in weights]
        if not shares or min(shares) < 0 or sum(shares) == 0:
            raise ValueError("weights are at least zero, and not all of them zero")
        unit = smallest(self.currency)
        # Whole numbers from here on: no precision to run out of.
        units = int(self.rounded().amount / unit)
        scale = Decimal(1).scaleb(max(0, *(-int(share.as_tuple().exponent) for share in shares)))
        whole = [int(share * scale) for share in shares]
        parts = [divmod(abs(units) * weight, sum(whole)) for weight in whole]
        left = abs(units) - sum(part for part, _ in parts)
        first = sorted(range(len(parts)), key=lambda index: -parts[index][1])[:left]
        sign = 1 if units >= 0 else -1
        return [Money(sign * (part + (index in first)) * unit, self.currency) for index, (part, _) in enumerate(parts)]

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * _factor(factor), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, divisor: Decimal | int) -> "Money":
        return Money(self.amount / _factor(divisor), self.currency)

    def ratio(self, whole: "Money") -> Decimal:
        """This as a part of the whole: 0.25 of 100 is 25."""
        return self.amount / self._same(whole)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __str__(self) -> str:
        """For logs and tests; people read what `formats.money` writes."""
        return f"{self.amount} {self.currency}"

    def _same(self, other: "Money") -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"money goes with money, not with {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be put together without a rate.")
        return other.amount


def _factor(value: Decimal | int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"money is multiplied by a Decimal or a whole number, not {type(value).__name__}")
    return Decimal(value)


# What groups digits beside dots and commas, and signs as they are typed.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009'\u2019", " ") | {"\u2212": "-"})
_DIGITS = re.compile(r"-?[0-9][0-9., ]*").fullmatch
MOST_DIGITS = 18


def parse(text: str, currency: str, *, locale: str = "en-GB") -> Money:
    """
    An amount as a person types it, with the decimal mark of their locale, and with grouping or without.

    :raises NotAnAmount: it is not a number, or might mean two different ones
    """
    from babel import Locale
    from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

    language = Locale.parse(locale, sep="-")
    mark, group = get_decimal_symbol(language), get_group_symbol(language).translate(_SPACES)
    typed = text.translate(_SPACES).strip()
    for name in (currency, get_currency_symbol(currency, language)):
        typed = typed.removeprefix(name).removesuffix(name).strip()
    example = f"1234{mark}{'5' * decimals(currency)}".rstrip(mark)
    if not _DIGITS(typed):
        raise NotAnAmount(f"Write an amount in digits, such as {example}.")
    whole, _, fraction = typed.removeprefix("-").partition(mark)
    groups = whole.split(group if group in whole else " ")
    if not _well_grouped(groups) or (fraction and not fraction.isdecimal()):
        raise NotAnAmount(f"Write {mark!r} before the decimals, such as {example}.")
    if len(fraction) > decimals(currency):
        raise NotAnAmount(f"{currency} has {decimals(currency) or 'no'} decimals.")
    if len(digits := "".join(groups)) > MOST_DIGITS:
        raise NotAnAmount("That is more money than there is.")
    sign = "-" if typed.startswith("-") else ""
    return Money(Decimal(f"{sign}{digits}.{fraction or 0}"), currency)


def _well_grouped(groups: list[str]) -> bool:
    """In threes, or in twos before the last three as in India; or not at all."""
    if len(groups) == 1:
        return groups[0].isdecimal()
    first, *middle, last = groups
    return (
        all(group.isdecimal() for group in groups)
        and len(first) <= 3
        and all(len(group) in (2, 3) for group in middle)
        and len(last) == 3
    )
