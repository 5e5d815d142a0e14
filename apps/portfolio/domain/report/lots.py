"""The lots of a report: open ones at the end of the range, and those closed in it."""

from collections.abc import Collection

from ..amounts import Amounts
from ..ledger import Ledger
from ..lots import Book, Closed, Lot
from .request import Request
from .shown import day, money, quantity


def shown(ledger: Ledger, keys: Collection[tuple[str, str]], asking: Request) -> dict[str, object]:
    currencies = {key: (ledger.currencies[key[1]], ledger.account_currencies[key[0]], asking.base) for key in keys}
    return {
        "open": [
            _open(key, lot, book, currencies[key], short=lot in book.shorts)
            for key, book in ledger.books.items()
            if key in keys
            for lot in (*book.lots, *book.shorts)
        ],
        "closed": [
            _closed(closed, asking.base)
            for closed in ledger.closed
            if (closed.account, closed.symbol) in keys and asking.first <= closed.closed_on <= asking.last
        ],
    }


def _open(
    key: tuple[str, str], lot: Lot, book: Book, currencies: tuple[str, str, str], *, short: bool
) -> dict[str, object]:
    held = lot.units / book.scale
    return {
        "account": key[0],
        "symbol": key[1],
        "lot": lot.id,
        "acquired_on": day(lot.acquired_on),
        "quantity": quantity(-held if short else held),
        "cost": _three(lot.cost, *currencies),
        "cost_per_unit": quantity(lot.cost.own / held),
    }


def _closed(closed: Closed, base: str) -> dict[str, object]:
    currencies = (closed.currency, closed.account_currency, base)
    return {
        "account": closed.account,
        "symbol": closed.symbol,
        "lot": closed.lot,
        "short": closed.short,
        "acquired_on": day(closed.acquired_on),
        "closed_on": day(closed.closed_on),
        "days_held": closed.days_held,
        "quantity": quantity(closed.quantity),
        "proceeds": _three(closed.proceeds, *currencies),
        "cost": _three(closed.cost, *currencies),
        "gain": _three(closed.gain, *currencies),
        "gross_gain": _three(closed.gross_gain, *currencies),
        "currency_gain": money(closed.currency_gain, base),
    }


def _three(amounts: Amounts, own: str, account: str, base: str) -> dict[str, str]:
    return {
        "own": money(amounts.own, own),
        "account": money(amounts.account, account),
        "base": money(amounts.base, base),
    }
