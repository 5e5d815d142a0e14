"""Amounts at the start of a text: whole, mixed, fractional, decimal with point or comma, in words, and ranges."""

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple


class Range(NamedTuple):
    low: Fraction
    high: Fraction


_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
    "ein": 1, "eine": 1, "einen": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5,
}  # fmt: skip
_PARTS = {
    "half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3), "halbe": Fraction(1, 2),
    "halber": Fraction(1, 2), "demi": Fraction(1, 2), "three quarters": Fraction(3, 4), "two thirds": Fraction(2, 3),
}  # fmt: skip

_END = r"(?![\w/%])"
_MIXED = re.compile(r"(\d+)(?:\s*-\s*|\s+(?:(?:and|&|et|und)\s+)?)(\d+)\s*/\s*(\d+)" + _END)
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)" + _END)
# 1,000 and 1.000.000, but not 0,250.
_THOUSANDS = re.compile(r"([1-9]\d{0,2})((?:,\d{3})+|(?:\.\d{3})+)(?![\d,.%/])")
_DECIMAL = re.compile(r"\d*[.,]\d+(?![\d%/])")
_WHOLE = re.compile(r"\d+(?![\d%/])")
_PART_WORDS = "|".join(sorted(_PARTS, key=len, reverse=True))
_NUMBER_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_HALF_MORE = re.compile(rf"({_NUMBER_WORDS})\s+and\s+(?:a|one)\s+({_PART_WORDS})\b", re.IGNORECASE)
_PART = re.compile(rf"(?:(?:a|one|eine?|une?)\s+)?({_PART_WORDS})(?:\s+of)?(?:\s+(?:a|an))?\s+(?=\w)", re.IGNORECASE)
_WORD = re.compile(rf"({_NUMBER_WORDS})\s+(?=[\w(])", re.IGNORECASE)
_DOZEN = re.compile(r"(?:a\s+)?dozen\s+(?=\w)", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|\b(?:to|or|bis|oder|ou)\b|à(?=\s))\s*", re.IGNORECASE)


def plain_digits(text: str) -> str:
    """The text with fractions such as ½ or 1⁄2 as 1/2, apart from the digit before them."""
    text = re.sub(r"(\d)\s*([¼-¾⅐-⅞])", r"\1 \2", text)
    return "".join(unicodedata.normalize("NFKC", c) if c in _VULGAR else c for c in text).replace("⁄", "/")


_VULGAR = {chr(code) for code in [*range(0xBC, 0xBF), *range(0x2150, 0x215F), 0x2189]}


def leading_number(text: str) -> tuple[Fraction, str] | None:
    """The number that the text starts with, and the rest."""
    for pattern, value in _DIGITS:
        if (found := pattern.match(text)) and (number := value(found)) is not None:
            return _dozens(number, text[found.end() :].lstrip())
    return _number_word(text)


def leading_amount(text: str) -> tuple[Range, str] | None:
    """The number or range that the text starts with, and the rest."""
    first = leading_number(text)
    if first is None:
        return None
    low, rest = first
    to = _TO.match(rest)
    if to and to.end() and (second := leading_number(rest[to.end() :])) and second[0] > low:
        return Range(low, second[0]), second[1]
    return Range(low, low), rest


def _mixed(found: re.Match[str]) -> Fraction | None:
    part = _ratio(found[2], found[3])
    # 1-1/2 is one and a half; 1-3/2 is a range, read elsewhere.
    return int(found[1]) + part if part is not None and part < 1 else None


def _fraction(found: re.Match[str]) -> Fraction | None:
    value = _ratio(found[1], found[2])
    # 80/20 is a kind of beef.
    return value if value is not None and value < 4 else None


def _ratio(numerator: str, denominator: str) -> Fraction | None:
    return Fraction(int(numerator), int(denominator)) if int(denominator) else None


def _thousands(found: re.Match[str]) -> Fraction | None:
    # 1.000 may be one with three decimals; of grams and millilitres nobody writes those.
    if "." in found[2] and not re.match(r"\s*(?:g|ml|gramm)\b", found.string[found.end() :]):
        return None
    return Fraction(found[1] + re.sub(r"[,.]", "", found[2]))


def _decimal(found: re.Match[str]) -> Fraction:
    return Fraction(found[0].replace(",", "."))


def _whole(found: re.Match[str]) -> Fraction:
    return Fraction(found[0])


_DIGITS = (
    (_MIXED, _mixed),
    (_FRACTION, _fraction),
    (_THOUSANDS, _thousands),
    (_DECIMAL, _decimal),
    (_WHOLE, _whole),
)


def _number_word(text: str) -> tuple[Fraction, str] | None:
    if found := _DOZEN.match(text):
        return Fraction(12), text[found.end() :]
    if found := _HALF_MORE.match(text):
        number = _WORDS[found[1].casefold()] + _PARTS[found[2].casefold()]
    elif found := _PART.match(text):
        number = _PARTS[" ".join(found[1].casefold().split())]
    elif found := _WORD.match(text):
        number = Fraction(_WORDS[found[1].casefold()])
    else:
        return None
    return _dozens(number, text[found.end() :].lstrip())


def _dozens(number: Fraction, rest: str) -> tuple[Fraction, str]:
    if found := _DOZEN.match(rest):
        return number * 12, rest[found.end() :]
    return number, rest
