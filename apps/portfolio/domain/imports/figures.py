"""Numbers and days as files write them: found out from the whole column, and read strictly."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from .entries import BadEntry

_MONEY_SIGNS = re.compile(r"[\s\u00a0\u202f$€£¥]|(?<=\d)['’](?=\d)")
_PLAIN = re.compile(r"[+-]?\d*(\.\d+|\d\.?)([eE][+-]?\d+)?").fullmatch
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?").fullmatch,
    ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?").fullmatch,
}
_NUMBERLIKE = re.compile(r"\(?[+-]?\d[\d.,]*\)?-?").fullmatch
_NOTHING = {"", "-", "--", "–", "n/a", "N/A"}


def decimal_mark(cells: Iterable[str], *, otherwise: str = ".") -> str:
    """
    Which of `.` and `,` stands before the decimals, by what can be nothing else: two marks, or no group of three.
    """
    votes = {".": 0, ",": 0}
    for cell in cells:
        text = _MONEY_SIGNS.sub("", cell)
        if not _NUMBERLIKE(text) or ("." not in text and "," not in text):
            continue
        last = max(".", ",", key=text.rfind)
        other = "," if last == "." else "."
        if other in text:
            votes[last] += 1
        elif text.count(last) > 1:
            votes[other] += 1
        elif len(re.split(r"[.,]", text)[1].rstrip(")-")) != 3 or text.lstrip("(+-").startswith("0"):
            votes[last] += 1
    if votes["."] == votes[","]:
        return otherwise
    return max(votes, key=lambda mark: votes[mark])


def number(text: str, mark: str = ".") -> Decimal:
    """
    Signs of currency, spaces and groups of three are taken away; brackets and a minus at either end mean below zero.

    :raises BadEntry: it is no number with this decimal mark
    """
    figure = _MONEY_SIGNS.sub("", text).replace("−", "-")
    if figure.startswith("(") and figure.endswith(")"):
        figure = f"-{figure[1:-1]}"
    elif figure.endswith("-") and len(figure) > 1:
        figure = f"-{figure[:-1]}"
    group = "," if mark == "." else "."
    if group in figure:
        if not _GROUPED[group](figure):
            raise BadEntry(f"{text[:40]} is no number where {mark!r} stands before the decimals.")
        figure = figure.replace(group, "")
    figure = figure.replace(mark, ".")
    if not _PLAIN(figure) or len(figure) > 60:
        raise BadEntry(f"{text[:40] or 'Nothing'} is no number.")
    return Decimal(figure)


def number_or_none(text: str, mark: str = ".") -> Decimal | None:
    """None where a file leaves the figure out, by nothing or by a dash."""
    return None if text.strip() in _NOTHING else number(text, mark)


# --- Days -------------------------------------------------------------------------------------------------------------

_DAY = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)")
_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\D|$)")
_TIME = re.compile(r"[T ,;]\s*(\d{1,2}):?(\d{2})(?::?\d{2})?")
ORDERS = ("ymd", "dmy", "mdy")


def date_order(cells: Iterable[str], *, otherwise: str = "dmy") -> tuple[str, bool]:
    """The order of year, month and day, and whether the column leaves no doubt about it."""
    seen = False
    for cell in cells:
        if found := _DAY.match(cell.strip()):
            first, second = found[1], found[3]
            if len(first) == 4:
                return "ymd", True
            if int(first) > 12:
                return "dmy", True
            if int(second) > 12:
                return "mdy", True
            seen = True
            if found[2] == ".":
                otherwise = "dmy"
        elif _TIGHT.match(cell.strip()):
            return "ymd", True
    return otherwise, not seen


def day(text: str, order: str = "ymd") -> date:
    """
    :raises BadEntry: it is no day in this order
    """
    text = text.strip()
    if tight := _TIGHT.match(text):
        parts = (tight[1], tight[2], tight[3])
    elif found := _DAY.match(text):
        parts = (found[1], found[3], found[4])
        if len(parts[0]) != 4:
            parts = _turned(parts, order)
    else:
        raise BadEntry(f"{text[:40] or 'Nothing'} is no day.")
    year, month, of_month = (int(part) for part in parts)
    try:
        return date(year + 2000 if year < 100 else year, month, of_month)
    except ValueError:
        raise BadEntry(f"{text[:40]} is no day.") from None


def _turned(parts: tuple[str, str, str], order: str) -> tuple[str, str, str]:
    first, second, third = parts
    return {"ymd": (first, second, third), "dmy": (third, second, first), "mdy": (third, first, second)}[order]


def clock(text: str) -> str:
    """The time of day behind a day, as hours and minutes; empty where there is none, or it is midnight."""
    found = _TIME.search(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return ""
    at = f"{int(found[1]):02}:{found[2]}"
    return "" if at == "00:00" else at
