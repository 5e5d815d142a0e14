"""
Ghostfolio, its CSV and its JSON.

Source: ghostfolio/ghostfolio, `apps/client/src/app/services/import-activities.service.ts` (the names of CSV columns
and the words for types), `apps/api/src/app/export/export.service.ts` (the shape of the JSON) and `README.md`, "Import
Activities" (what each field is).

Conventions: quantity, fee and unit price count without their sign; there is no amount and no tax; a dividend and
interest are quantity times unit price; a FEE is its `fee`, or where that is zero quantity times unit price, and names
no security, nor does INTEREST (what stands as symbol is a description). Deposits are no activities there, so
cash is that of no bank: the `balance` of an account is compared after the import. LIABILITY and other kinds have
no counterpart here and are kept to be mended. An activity of the JSON has an `id`, which no other has.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .. import figures
from ..entries import BadEntry, Closing, Entry, NewAccount, NewInstrument, NewPrice, Reading
from ..sheets import BadFile, Sheet
from ..tables import Line, Settings, currencies, each, unknown
from .base import Preset

ACCOUNT = ("account", "accountid")
NOTE = ("comment", "note")
CURRENCY = ("ccy", "currency", "currencyprimary")
DAY = ("date", "tradedate")
FEE = ("commission", "fee", "ibcommission")
QUANTITY = ("qty", "quantity", "shares", "units")
SYMBOL = ("code", "symbol", "ticker")
KIND = ("action", "buy/sell", "type")
PRICE = ("price", "tradeprice", "unitprice", "value")

_KINDS = {"buy": "buy", "sell": "sell", "dividend": "dividend", "fee": "fee", "interest": "interest"}


def recognises_csv(sheet: Sheet) -> bool:
    return sheet.find_header(["datasource", "unitprice", "symbol", "type"]) is not None


def read_csv(sheet: Sheet, settings: Settings) -> Reading:
    at = sheet.find_header(["symbol", "type"]) or 0
    return each(sheet, settings, at, _of_line, Reading())


def _of_line(line: Line) -> Entry | str:
    return _entry(
        line.first(*KIND), line.number(*QUANTITY), line.number(*PRICE), line.number(*FEE),
        on=line.day(*DAY), at=line.clock(*DAY), symbol=line.first(*SYMBOL), currency=line.first(*CURRENCY),
        account=line.first(*ACCOUNT), note=line.first(*NOTE),
    )  # fmt: skip


def _entry(word: str, quantity: Decimal | None, price: Decimal | None, fee: Decimal | None, **said: Any) -> Entry | str:
    kind = _KINDS.get(word.lower())
    if kind is None:
        return unknown(word)
    quantity, price, fee = abs(quantity or Decimal(0)), abs(price or Decimal(0)), abs(fee or Decimal(0))
    said["currency"], said["settled_in"] = currencies(said["currency"])
    if kind in {"buy", "sell"}:
        return Entry(kind=kind, quantity=quantity, price=price, fee=fee, **said)
    if kind == "dividend":
        return Entry(kind=kind, amount=quantity * price, fee=fee, **said)
    described = {**said, "symbol": "", "note": said["note"] or said["symbol"]}
    if kind == "fee":
        return Entry(kind=kind, amount=fee or quantity * price, **described)
    return Entry(kind=kind, amount=quantity * price, fee=fee, **described)


# --- JSON -------------------------------------------------------------------------------------------------------------


def recognises_json(sheet: Sheet) -> bool:
    document = sheet.document
    return (
        isinstance(document, dict) and isinstance(document.get("activities"), list) and document.get("format") is None
    )


def read_json(sheet: Sheet, settings: Settings) -> Reading:
    document, reading = sheet.document, Reading()
    accounts = {str(each.get("id")): each for each in _dicts(document, "accounts")}
    named = {key: str(account.get("name") or key)[:100] for key, account in accounts.items()}
    for key, account in accounts.items():
        currency = str(account.get("currency") or "")
        reading.accounts.append(NewAccount(named[key], currency or settings.currency))
        if account.get("balance") is not None and currency:
            balance = _number(account, "balance")
            if balance is not None:
                reading.closing.append(Closing(balance, currency, account=named[key]))
    for profile in _dicts(document, "assetProfiles"):
        _instrument(profile, reading)
    for number, activity in enumerate(document["activities"], 1):
        text = str(activity)[:2000]
        if not isinstance(activity, dict):
            reading.to_mend(number, text, "This is no activity.")
            continue
        try:
            found = _of_object(activity, named)
        except BadEntry as fault:
            found = fault.detail
        if isinstance(found, Entry):
            reading.ready(number, text, found)
        else:
            reading.to_mend(number, text, found)
    return reading


def _of_object(activity: Mapping[str, Any], accounts: Mapping[str, str]) -> Entry | str:
    day = str(activity.get("date") or "")
    key = str(activity.get("accountId") or "")
    return _entry(
        str(activity.get("type") or ""), _number(activity, "quantity"), _number(activity, "unitPrice"),
        _number(activity, "fee"), on=figures.day(day, "ymd"), at=figures.clock(day),
        symbol=str(activity.get("symbol") or ""), currency=str(activity.get("currency") or ""),
        account=accounts.get(key, key), note=str(activity.get("comment") or "")[:500],
        reference=str(activity.get("id") or ""),
    )  # fmt: skip


def _instrument(profile: Mapping[str, Any], reading: Reading) -> None:
    """Ghostfolio exports the profiles of a person's own assets, with their prices."""
    symbol = str(profile.get("symbol") or "")[:32]
    if not symbol:
        return
    reading.instruments.append(
        NewInstrument(
            symbol, str(profile.get("name") or symbol)[:150], str(profile.get("currency") or ""), isin=_text(profile)
        )
    )
    for point in _dicts(profile, "marketData"):
        close = _number(point, "marketPrice")
        if close:
            reading.prices.append(NewPrice(symbol, figures.day(str(point.get("date") or ""), "ymd"), close))


def _text(profile: Mapping[str, Any]) -> str:
    return str(profile.get("isin") or "")[:12].upper()


def _dicts(document: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = document.get(name) or []
    if not isinstance(listed, list):
        raise BadFile(f"“{name}” of the file is no list.")
    return [one for one in listed if isinstance(one, dict)]


def _number(one: Mapping[str, Any], name: str) -> Decimal | None:
    value = one.get(name)
    return None if value is None else figures.number_or_none(str(value))


CSV = Preset(
    "ghostfolio", "Ghostfolio (CSV)", "A CSV file in the columns that Ghostfolio imports.", recognises_csv, read_csv,
    mark=".",
)  # fmt: skip
JSON = Preset(
    "ghostfolio-json", "Ghostfolio (JSON)", "In Ghostfolio: Portfolio, Activities, the menu, Export activities.",
    recognises_json, read_json, mark=".", order="ymd",
)  # fmt: skip
