"""
Charles Schwab, the CSV of the history of transactions.

Source: KapJI/capital-gains-calculator, `cgt_calc/parsers/schwab.py` (columns, actions, "as of" dates), and
dickwolff/Export-To-Ghostfolio, `samples/schwab-export.csv` and `src/converters/schwabConverter.ts` (further
actions, the line of totals, that reinvested dividends come with a purchase of their own).

Conventions: dollars only; days are month first, and in "07/15/2024 as of 07/12/2024" the second counts; `Amount` is
what reached (above zero) or left the cash, after `Fees & Comm`. Tax withheld has a line of its own, which becomes
the tax of the dividend of the same day and symbol; a positive one gives tax back. A reinvested dividend and
`Reinvest Shares` are two lines and two activities. A `Stock Split` says how many shares came and not the ratio, and
mergers, spin-offs, name changes, journals and transfers between own accounts do not say enough: kept to be mended.
"""

from decimal import Decimal
from typing import Any

from .. import figures
from ..entries import Entry, Reading
from ..pairs import with_withheld_tax
from ..sheets import Sheet
from ..tables import TOTALS, Line, Settings, each, is_totals, unknown
from .base import Preset
from .generic import settled

COLUMNS = ("date", "action", "symbol", "description", "quantity", "price", "fees & comm", "amount")
_KINDS = {
    "buy": "buy", "reinvest shares": "buy", "sell": "sell",
    "cash dividend": "dividend", "qualified dividend": "dividend", "non-qualified div": "dividend",
    "special non qual div": "dividend", "reinvest dividend": "dividend", "qual div reinvest": "dividend",
    "pr yr div reinvest": "dividend", "pr yr cash div": "dividend", "long term cap gain": "dividend",
    "short term cap gain": "dividend", "long term cap gain reinvest": "dividend",
    "credit interest": "interest",
    "nra tax adj": "tax", "nra withholding": "tax", "foreign tax paid": "tax",
    "adr mgmt fee": "fee", "advisor fee": "fee", "service fee": "fee",
    "moneylink transfer": "cash", "moneylink deposit": "cash", "wire funds": "cash", "wire sent": "cash",
    "wire funds received": "cash", "funds received": "cash",
}  # fmt: skip
_SAYS_TOO_LITTLE = {
    "stock split": "Schwab says how many shares came and not the ratio. Make it a split, such as 10:1.",
    "reverse split": "Schwab says how many shares came and not the ratio. Make it a split, such as 1:10.",
}


def recognises(sheet: Sheet) -> bool:
    return sheet.find_header(COLUMNS) is not None


def read(sheet: Sheet, settings: Settings) -> Reading:
    reading = each(sheet, settings, sheet.find_header(COLUMNS) or 0, _entry, Reading())
    with_withheld_tax(reading, lambda entry: (entry.on, entry.symbol))
    return reading


def _entry(line: Line) -> Entry | str:  # noqa: PLR0911 (one for each kind of line)
    if is_totals(line["date"]):
        return TOTALS
    word = line["action"]
    if (too_little := _SAYS_TOO_LITTLE.get(word.lower())) is not None:
        return too_little
    kind = _KINDS.get(word.lower())
    if kind is None:
        return unknown(word)
    amount = line.amount("amount")
    said: dict[str, Any] = {
        "on": figures.day(line["date"].rpartition(" as of ")[2], "mdy"),
        "symbol": line["symbol"],
        "name": line["description"],
        "fee": abs(line.amount("fees & comm")),
        "currency": "USD",
        "settled_in": "USD",
        "note": word,
    }
    if kind == "cash":
        kind = "deposit" if amount > 0 else "withdrawal"
    if kind in {"buy", "sell"}:
        if (amount > 0) == (kind == "buy") and amount:
            return f"A {kind} has its amount the other way round; say what it was, or leave it out."
        said |= {"quantity": abs(line.amount("quantity")), "price": line.number("price")}
        return settled(kind, said, amount=None, net=amount or None)
    if kind in {"tax", "fee"}:
        return Entry(kind=kind, amount=-amount, **{**said, "fee": Decimal(0)})
    return settled(kind, said, amount=None, net=amount)


PRESET = Preset(
    "schwab", "Charles Schwab", "At Schwab: Accounts, History, Export, as CSV.", recognises, read, mark=".",
    order="mdy", columns=COLUMNS,
)  # fmt: skip
