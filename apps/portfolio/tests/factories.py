"""People with accounts, instruments and prices."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from apps.portfolio import services
from apps.portfolio.models import Account, Alert, Feed, Goal, Import, ImportRow, Instrument, Portfolio, PriceSeries
from apps.portfolio.queries.market import packed
from apps.portfolio.services import market
from project.lib.testing import UserFactory

FIRST = date(2024, 1, 1)


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Broker {number}")
    currency = "EUR"


class InstrumentFactory(factory.django.DjangoModelFactory):
    """One of the catalogue; with an owner, a private one."""

    class Meta:
        model = Instrument

    symbol = factory.Sequence(lambda number: f"SYM{number}")
    name = factory.Sequence(lambda number: f"Company {number}")
    currency = "EUR"


class PortfolioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Portfolio

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Portfolio {number}")


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    owner = factory.SubFactory(UserFactory)
    name = "A house"
    currency = "EUR"
    amount = Decimal(20_000)


class ImportFactory(factory.django.DjangoModelFactory):
    """A file of one purchase that was looked at; its one line is `ImportRowFactory`'s."""

    class Meta:
        model = Import

    owner = factory.SubFactory(UserFactory)
    account = factory.SubFactory(AccountFactory, owner=factory.SelfAttribute("..owner"))
    filename = "trades.csv"
    preset = "generic"
    state = "checked"
    file = factory.LazyFunction(
        lambda: ContentFile(b"Date,Type,Symbol,Quantity,Price\n2024-01-03,Buy,ABC,1,10\n", name="imports/file.txt")
    )


class ImportRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ImportRow

    brought_in = factory.SubFactory(ImportFactory)
    line = 2
    text = "2024-01-03,Buy,ABC,1,10"
    fields = factory.LazyFunction(lambda: {"kind": "buy", "on": "2024-01-03", "symbol": "ABC"})
    state = "to_mend"
    sentence = "The quantity must be above zero."


def shared(owner, **said):
    """A link that shows the owner's portfolio for a day, and its token."""
    ends = {"expires_at": timezone.now() + timedelta(days=1)}
    return services.make_share(owner=owner, **{"name": "My adviser", **ends, **said})


def priced(instrument, first=FIRST, days=800, price="100"):
    """The instrument, with a price that grows by a cent a day; packed only, as that is what is calculated with."""
    closes = {first + timedelta(days=day): float(Decimal(price) + Decimal(day) / 100) for day in range(days)}
    first_on, values = packed(closes)
    PriceSeries.objects.update_or_create(instrument=instrument, defaults={"first_on": first_on, "values": values})
    return instrument


def rated(currency="USD", value="1.25", first=FIRST, days=800):
    """One euro is that much, and a little more every day."""
    values = {first + timedelta(days=day): Decimal(value) + Decimal(day) / 10000 for day in range(days)}
    market.write_rates(currency, values, source="test")


def bought(account, instrument, quantity, on, price="100", **details):
    return services.record_activity(
        owner=account.owner, account=account, kind="buy", on=on, instrument=instrument, quantity=Decimal(quantity),
        price=Decimal(price), **details,
    )  # fmt: skip


def sold(account, instrument, quantity, on, price="100", **details):
    return services.record_activity(
        owner=account.owner, account=account, kind="sell", on=on, instrument=instrument, quantity=Decimal(quantity),
        price=Decimal(price), **details,
    )  # fmt: skip


def paid_in(account, amount, on=FIRST, **details):
    return services.record_activity(
        owner=account.owner, account=account, kind="deposit", on=on, amount=Decimal(amount), **details
    )


class FeedFactory(factory.django.DjangoModelFactory):
    """An instrument of the catalogue whose prices a provider knows."""

    class Meta:
        model = Feed

    instrument = factory.SubFactory(InstrumentFactory)
    provider = "sample"
    symbol = factory.Sequence(lambda number: f"FEED{number}")


class AlertFactory(factory.django.DjangoModelFactory):
    """On a price of 100 or more."""

    class Meta:
        model = Alert

    owner = factory.SubFactory(UserFactory)
    kind = "price"
    instrument = factory.SubFactory(InstrumentFactory)
    limit = Decimal(100)
    armed_at = factory.LazyFunction(timezone.now)
