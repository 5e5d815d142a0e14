"""Entries of a file as lines of the ledger not written yet: of which account and instrument, and what is amiss."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from project.lib.errors import DomainError
from project.lib.money import CURRENCIES
from project.lib.person import speaking_to

from ...domain.activities import checked
from ...domain.imports.entries import BadEntry, Entry, Reading, as_activity, ratio_of
from ...models import Account, Activity, Instrument
from ...models.fields import PLACES
from ..rules import HUNDREDTHS, possible_day

_ISIN_LENGTH = 12


@dataclass(slots=True)
class Draft:
    """A row with the activity that it would become. `key` is how the replay calls it."""

    key: str
    entry: Entry
    activity: Activity
    lots: list[tuple[str, str]] = field(default_factory=list)
    row_id: int = 0


class Drafting:
    """
    Accounts and instruments of a person by what files call them. What is not there yet gets a key below zero, until
    it is booked: it will be made then.
    """

    def __init__(
        self, owner: Any, account: Account, reading: Reading | None = None, names: Collection[str] = ()
    ) -> None:
        self.owner, self.account = owner, account
        self.accounts = {one.name.lower(): one for one in Account.objects.for_user(owner)}
        self.by_isin: dict[tuple[str, str], Instrument] = {}
        self.by_symbol: dict[str, Instrument] = {}
        self.made: dict[int, Instrument] = {}
        self.made_accounts: dict[int, Account] = {}
        # Where the file names one account only, it is the one that the person chose.
        self.only_one = len({name.lower() for name in names if name}) <= 1
        with speaking_to(owner):
            self.today = timezone.localdate()
        self._bring(reading or Reading())

    def _bring(self, reading: Reading) -> None:
        for new in reading.accounts:
            if new.name.lower() not in self.accounts and not self.only_one:
                account = Account(
                    pk=-len(self.made_accounts) - 1, owner=self.owner, name=new.name[:100], currency=new.currency,
                    kind=new.kind, lot_method=new.lot_method, closed_on=new.closed_on,
                )  # fmt: skip
                self.accounts[new.name.lower()] = self.made_accounts[account.pk] = account
        self.brought = {new.symbol.upper(): new for new in reading.instruments}

    # --- What it is called ------------------------------------------------------------------------------------

    def look_up(self, entries: Collection[Entry]) -> None:
        """All instruments that the entries name, in two statements."""
        isins = {isin.upper() for entry in entries for isin in (entry.isin, entry.into_isin) if isin}
        symbols = {symbol.upper() for entry in entries for symbol in (entry.symbol, entry.into) if symbol}
        visible = Instrument.objects.visible_to(self.owner)
        # Those of the person come last, and so stand for the name.
        for one in visible.filter(isin__in=isins).order_by("owner_id").reverse():
            self.by_isin[one.isin, one.currency] = self.by_isin[one.isin, ""] = one
        for one in visible.extra(where=["upper(symbol) = ANY(%s)"], params=[list(symbols)]).order_by("-owner_id"):
            self.by_symbol[one.symbol.upper()] = one

    def instrument(self, entry: Entry) -> Instrument | None:
        currency = entry.asset_currency or entry.currency
        return self._named(entry.isin, entry.symbol, entry.name, currency, entry.asset)

    def into(self, entry: Entry) -> Instrument | None:
        return self._named(entry.into_isin, entry.into, "", entry.asset_currency or entry.currency, "")

    def _named(self, isin: str, symbol: str, name: str, currency: str, asset: str) -> Instrument | None:
        isin, symbol = isin.upper(), symbol.upper()
        if not (isin or symbol or name):
            return None
        called = self.by_symbol.get(symbol) if symbol else None
        if called is not None and isin and called.isin == isin:
            return called
        found = self.by_isin.get((isin, currency)) or self.by_isin.get((isin, "")) if isin else None
        found = found or self.by_symbol.get(symbol or isin or name.upper()[:32])
        return found or self._new(isin, (symbol or isin or name.upper())[:32], name, currency, asset)

    def _new(self, isin: str, symbol: str, name: str, currency: str, asset: str) -> Instrument:
        brought = self.brought.get(symbol)
        well_formed = len(isin) == _ISIN_LENGTH and isin.isalnum() and isin[-1].isdecimal()
        new = Instrument(
            pk=-len(self.made) - 1, owner=self.owner, symbol=symbol, isin=isin if well_formed else "",
            name=(name or symbol)[:150], currency=currency, kind=asset or Instrument.Kind.OTHER,
        )  # fmt: skip
        if brought:
            new.name, new.currency, new.kind = brought.name, brought.currency or currency, brought.kind
            new.isin, new.sector, new.region = brought.isin, brought.sector, brought.region
        self.made[new.pk] = self.by_symbol[symbol] = new
        if new.isin:
            self.by_isin[new.isin, currency] = self.by_isin[new.isin, ""] = new
        return new

    def account_of(self, name: str) -> Account:
        if not name or (self.only_one and name.lower() not in self.accounts):
            return self.account
        if name.lower() not in self.accounts:
            raise BadEntry(
                f"There is no account called {name[:60]} of yours. Open it, or clear the account of this line.",
                fields={"account": ["There is no such account."]},
            )
        return self.accounts[name.lower()]

    # --- Drafts -----------------------------------------------------------------------------------------------

    def draft(self, key: str, entry: Entry, source: str) -> Draft:
        """
        :raises DomainError: the entry does not say what one of its kind must, or what it says cannot be
        """
        account = self.account_of(entry.account)
        to_account = self.account_of(entry.to_account) if entry.to_account else None
        if to_account is None and entry.kind == "transfer" and not entry.instrument:
            to_account = account  # from one currency into another
        instrument, into = self.instrument(entry), self.into(entry)
        self._allowed(entry, account, to_account)
        currency = entry.currency or (instrument or account).currency
        _known(currency, "currency", hundredths=True)
        if entry.settled_in:
            _known(entry.settled_in, "settled_in")
        if instrument is not None:
            _known(instrument.currency, "currency", hundredths=True)
        line = as_activity(entry, row="", account=account.name)
        to_name = to_account.name if to_account else ""
        _checked(line, currency, to_name)
        ratio = ratio_of(entry.ratio)
        at = datetime.time.fromisoformat(entry.at) if entry.at else None
        activity = Activity(
            owner=self.owner, account_id=account.pk, to_account_id=to_account.pk if to_account else None,
            kind=entry.kind, on=line.on, at=at, order=entry.order or (at.hour * 60 + at.minute if at else 0),
            instrument_id=instrument.pk if instrument else None, into_id=into.pk if into else None,
            quantity=_twelve(entry.quantity), price=_twelve(entry.price), amount=_twelve(entry.amount),
            fee=_twelve(entry.fee), tax=_twelve(entry.tax), currency=currency, settled_in=entry.settled_in,
            rate=_twelve(entry.rate),
            ratio_new=ratio.numerator if ratio else None, ratio_old=ratio.denominator if ratio else None,
            share=_twelve(entry.share), cost=_twelve(entry.cost), acquired_on=entry.acquired_on, note=entry.note[:500],
            tags=[tag[:50] for tag in entry.tags.split(",") if tag], source=entry.source or source,
            source_reference=entry.reference[:100],
        )  # fmt: skip
        lots = [(lot.rpartition("=")[0], lot.rpartition("=")[2]) for lot in entry.lots.split()]
        return Draft(key, entry, activity, lots)

    def _allowed(self, entry: Entry, account: Account, to_account: Account | None) -> None:
        if entry.on is not None:
            possible_day(entry.on, self.today)
        for one in (account, to_account):
            if one is not None and one.closed_on and entry.on and entry.on > one.closed_on:
                raise BadEntry(f"{one} was closed on {one.closed_on}.")
        if to_account is not None and entry.kind != "transfer":
            raise BadEntry("Only a transfer goes to another account.")


def _checked(line: Any, currency: str, to_account: str) -> None:
    try:
        checked(line._replace(currency=currency, to_account=to_account))
    except DomainError as no:
        sentence = next(iter(no.fields.values()), [no.detail])[0]
        raise BadEntry(sentence[:1].upper() + sentence[1:], fields=no.fields) from None


def _known(code: str, name: str, *, hundredths: bool = False) -> None:
    if code not in CURRENCIES and not (hundredths and code in HUNDREDTHS):
        sentence = f"{code or 'Nothing'} is no currency; write its code of three letters, as EUR."
        raise BadEntry(sentence, fields={name: [sentence]})


def _twelve(figure: Any) -> Any:
    """As many places as a column keeps."""
    if figure is None or figure.as_tuple().exponent >= -PLACES:
        return figure
    return round(figure, PLACES)


def account_names(reading: Reading | None, entries: Collection[Entry]) -> set[str]:
    """All accounts that a file speaks of."""
    names = {name for entry in entries for name in (entry.account, entry.to_account)}
    return names | {account.name for account in reading.accounts} if reading else names
