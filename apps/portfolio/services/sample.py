"""The money of the sample household: given, brought to the present, and taken away again."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from project.lib.copying import copied
from project.lib.errors import DomainError
from project.lib.person import speaking_to

from ..clients import sample_market
from ..clients.sample_market import SAMPLES, SOURCE, weekday_from
from ..models import Account, Activity, Instrument, Portfolio, Price, Rate
from . import marks
from .market import pack_prices, write_rates

FIRST = date(2021, 1, 4)
Line = dict[str, Any]


# --- The market -------------------------------------------------------------------------------------------------------


@transaction.atomic
def bring_sample_market_to(last: date, *, make: bool = False) -> dict[str, Instrument]:
    """
    The sample instruments by symbol, with prices and rates up to a day. Without `make`, only where they are there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('portfolio.sample market'))")
    there = {found.symbol: found for found in Instrument.objects.filter(owner=None, is_sample=True)}
    if not there and not make:
        return {}
    for sample in SAMPLES:
        if sample.symbol not in there:
            there[sample.symbol] = Instrument.objects.create(
                symbol=sample.symbol, name=sample.name, kind=sample.kind, currency=sample.currency,
                sector=sample.sector, region=sample.region, delisted_on=sample.delisted_on, is_sample=True,
            )  # fmt: skip
        _extend_prices(there[sample.symbol], sample, last)
    for currency in sample_market.CURRENCIES:
        known = Rate.objects.filter(currency=currency).order_by("-on").values_list("on", flat=True).first()
        new = {on: rate for on, rate in sample_market.rates(currency, last).items() if known is None or on > known}
        # Rates that an operator brought in are better than made-up ones.
        if new and not Rate.objects.filter(currency=currency).exclude(source=SOURCE).exists():
            write_rates(currency, new, source=SOURCE)
    return there


def _extend_prices(instrument: Instrument, sample: sample_market.Sample, last: date) -> None:
    known = Price.objects.filter(instrument=instrument).order_by("-on").values_list("on", flat=True).first()
    if known is not None and known >= last:
        return
    new = {on: close for on, close in sample_market.closes(sample, last).items() if known is None or on > known}
    if new:
        copied(
            Price,
            ("instrument", "on", "close", "source"),
            ((instrument.pk, on, close, SOURCE) for on, close in new.items()),
        )
        pack_prices(instrument.pk)


# --- The household ----------------------------------------------------------------------------------------------------


@transaction.atomic
def load_sample(person: Any) -> None:
    """Give a person the sample household's accounts and everything they did; nothing where they have them."""
    if Account.objects.for_user(person).filter(is_sample=True).exists():
        return
    with speaking_to(person):
        today = timezone.localdate()
    instruments = bring_sample_market_to(today, make=True)
    bank = _account(person, "High Street Bank", "bank", "GBP")
    broker = _account(person, "Ashdown Broker", "broker", "GBP")
    euros = _account(person, "Euro Depot", "broker", "EUR")
    savings = Portfolio.objects.create(owner=person, name=_free(Portfolio, person, "Retirement"), is_sample=True)
    savings.accounts.set([broker, euros])
    lines = _Household(instruments, bank, broker, euros, today).lines()
    Activity.objects.bulk_create(
        Activity(owner=person, source=SOURCE, source_reference=str(number), **_complete(line))
        for number, line in enumerate(sorted(lines, key=lambda line: line["on"]))
    )
    marks.changed(person, everything=True)
    from . import valuation

    valuation.update_portfolio_metrics(user=person)


def _complete(line: Line) -> Line:
    return {"currency": (line.get("instrument") or line["account"]).currency, **line}


def _account(person: Any, name: str, kind: str, currency: str) -> Account:
    free = _free(Account, person, name)
    return Account.objects.create(owner=person, name=free, kind=kind, currency=currency, is_sample=True)


def _free(model: Any, person: Any, name: str) -> str:
    taken = model.objects.for_user(person).filter(name__iexact=name).exists()
    return f"{name} (sample)" if taken else name


@transaction.atomic
def remove_sample(person: Any) -> None:
    """
    Take the sample household's money away. An account to which the person added lines stays with those; where they
    sold what the sample had bought, it stays whole.
    """
    accounts = list(Account.objects.for_user(person).filter(is_sample=True))
    if not accounts:
        return
    Portfolio.objects.for_user(person).filter(is_sample=True).delete()
    try:
        with transaction.atomic():
            Activity.objects.for_user(person).filter(source=SOURCE).delete()
            _refuse_what_cannot_be(person)
    except DomainError:
        Activity.objects.for_user(person).filter(source=SOURCE).update(source="", source_reference="")
    for account in accounts:
        if Activity.objects.touching([account]).exists():
            Account.objects.filter(pk=account.pk).update(is_sample=False)
        else:
            account.delete()
    marks.changed(person, everything=True)
    from . import valuation

    valuation.update_portfolio_metrics(user=person)


def _refuse_what_cannot_be(person: Any) -> None:
    from ..queries import books

    books.positions(person)


class _Household:
    """Five years and more of a household that saves every month, and now and then buys a share."""

    def __init__(
        self, instruments: dict[str, Instrument], bank: Account, broker: Account, euros: Account, today: date
    ) -> None:
        self.bank, self.broker, self.euros, self.today = bank, broker, euros, today
        self.instruments = instruments
        self.samples = {sample.symbol: sample for sample in SAMPLES}
        self.closes = {sample.symbol: sample_market.closes(sample, today) for sample in SAMPLES}
        self.held: list[tuple[date, str, Decimal]] = []

    def lines(self) -> list[Line]:
        lines = [
            self._cash("deposit", self.bank, FIRST, "12000", note="What we began with"),
            self._cash("transfer", self.bank, date(2021, 1, 6), "3500", to_account=self.broker),
            self._cash("transfer", self.bank, date(2021, 2, 8), "4500", to_account=self.euros, settled_in="EUR"),
            self._trade("buy", self.euros, "LUMF", date(2021, 2, 10), "60", fee="4.90"),
            self._trade("buy", self.broker, "KSTE", date(2021, 3, 9), "120", fee="5.95", tags=["dividends"]),
            self._trade("buy", self.broker, "ALDR", date(2021, 9, 14), "200", fee="5.95"),
            self._trade("buy", self.broker, "NWSO", date(2022, 2, 15), "3", fee="7.50", note="After the results"),
            self._split("NWSO"),
            self._trade("sell", self.broker, "KSTE", date(2023, 10, 17), "40", fee="5.95"),
            self._trade("sell", self.broker, "ALDR", date(2024, 9, 20), "200", note="Taken over for cash"),
        ]
        lines += [*self._months(), *self._dividends(), *self._years()]
        return [line for line in lines if line["on"] <= self.today]

    def _months(self) -> Iterator[Line]:
        for number in range(12 * (self.today.year - FIRST.year) + self.today.month):
            month = date(FIRST.year + number // 12, number % 12 + 1, 1)
            payday, buying = weekday_from(month + timedelta(days=1)), weekday_from(month + timedelta(days=9))
            if buying > self.today:
                return
            yield self._cash("deposit", self.bank, payday, "900", note="Savings of the month")
            yield self._cash("transfer", self.bank, payday + timedelta(days=2), "650", to_account=self.broker)
            yield self._worth("MWLD", buying, Decimal(420))
            if number % 3 == 1:
                yield self._worth("HAGB", buying, Decimal(450))

    def _dividends(self) -> Iterator[Line]:
        for symbol, account in (("KSTE", self.broker), ("HAGB", self.broker), ("LUMF", self.euros)):
            sample = self.samples[symbol]
            for day in sample_market.paydays(sample, self.today):
                units = sum((units for on, held, units in self.held if held == symbol and on < day), Decimal(0))
                if units > 0 and sample.dividend:
                    amount = (units * sample.dividend.each).quantize(Decimal("0.01"))
                    tax = (amount * Decimal("0.15")).quantize(Decimal("0.01")) if symbol == "LUMF" else Decimal(0)
                    yield self._line("dividend", account, day, instrument=symbol, amount=amount, tax=tax)

    def _years(self) -> Iterator[Line]:
        for year in range(FIRST.year, self.today.year + 1):
            yield self._cash("interest", self.bank, date(year, 12, 31), f"{95 + 17 * (year - FIRST.year)}.40")
            yield self._cash("fee", self.broker, date(year, 6, 30), "24", note="Custody")

    def _worth(self, symbol: str, day: date, money: Decimal) -> Line:
        """As many whole units as the money buys."""
        return self._trade("buy", self.broker, symbol, day, str(int(money / self._close(symbol, day))), fee="1.50")

    def _split(self, symbol: str) -> Line:
        split = self.samples[symbol].split
        assert split is not None  # noqa: S101 (the sample has one)
        return self._line("split", self.broker, split.on, instrument=symbol, ratio_new=split.new, ratio_old=split.old)

    def _trade(self, kind: str, account: Account, symbol: str, day: date, units: str, **details: Any) -> Line:
        quantity = Decimal(units)
        self.held.append((day, symbol, quantity if kind == "buy" else -quantity))
        details["fee"] = Decimal(details.get("fee", "0"))
        # One that lies ahead is left out afterwards, so its price does not matter.
        price = self._close(symbol, min(day, self.today))
        return self._line(kind, account, day, instrument=symbol, quantity=quantity, price=price, **details)

    def _close(self, symbol: str, day: date) -> Decimal:
        while day not in self.closes[symbol]:
            day -= timedelta(days=1)
        return self.closes[symbol][day]

    def _cash(self, kind: str, account: Account, day: date, amount: str, **details: Any) -> Line:
        return self._line(kind, account, day, amount=Decimal(amount), **details)

    def _line(self, kind: str, account: Account, day: date, instrument: str = "", **details: Any) -> Line:
        named = {"instrument": self.instruments[instrument]} if instrument else {}
        return {"kind": kind, "account": account, "on": day, **named, **details}
