"""A ledger with something of everything that a file must carry."""

from datetime import date
from decimal import Decimal

from apps.portfolio import services
from project.lib.testing import UserFactory

from ...factories import AccountFactory, InstrumentFactory, bought, paid_in, rated, sold


def a_full_ledger():
    person = UserFactory()
    broker = AccountFactory(owner=person, name="Broker", lot_method="chosen")
    other = AccountFactory(owner=person, name="Wallet", currency="USD")
    rated("USD")
    shared, house = InstrumentFactory(symbol="VWCE"), InstrumentFactory(symbol="HOUSE", owner=person, sector="Living")
    services.set_price(owner=person, instrument=house, on=date(2024, 5, 1), close=Decimal("300000.5"))
    paid_in(broker, "10000.10", note='a "quoted", note; with\nlines', tags=["salary", "2024"])
    first = bought(broker, shared, "10.5", date(2024, 1, 5), "99.123456", fee=Decimal("1.5"))
    bought(broker, house, 1, date(2024, 2, 1), "250000")
    sold(broker, shared, 2, date(2024, 3, 1), "110", lots=[[first.pk, "2"]], tax=Decimal("0.5"))

    def record(**said):
        services.record_activity(owner=person, **said)

    record(account=broker, kind="transfer", on=date(2024, 3, 2), to_account=other, amount=Decimal(100), currency="EUR",
           settled_in="USD", rate=Decimal("1.1"))  # fmt: skip
    record(account=broker, kind="dividend", on=date(2024, 3, 3), instrument=shared, amount=Decimal("12.34"),
           tax=Decimal("1.85"))  # fmt: skip
    record(account=broker, kind="split", on=date(2024, 3, 4), instrument=shared, ratio_new=3, ratio_old=2)
    record(account=broker, kind="interest", on=date(2024, 3, 5), amount=Decimal("-3"))
    record(account=broker, kind="spin_off", on=date(2024, 3, 6), instrument=shared, quantity=Decimal(1),
           into=InstrumentFactory(symbol="SPUN", owner=person), share=Decimal("0.1"))  # fmt: skip
    return person
