"""A person's own instruments, and their labels on any."""

from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from project.lib.errors import Conflict, NotThere

from ..models import Instrument, Label
from . import marks
from .rules import NameTaken, known_currency, own, refusal


class InstrumentUsed(Conflict):
    code = "instrument_used"


@transaction.atomic
def add_instrument(
    *, owner: Any, symbol: str, name: str, currency: str, kind: str = "other", isin: str = "", sector: str = "",
    region: str = "",
) -> Instrument:  # fmt: skip
    """
    Add something that the catalogue does not have, such as a house: only its owner sees it.

    :raises NameTaken: the person has another with this symbol
    :raises BadCurrency:
    """
    known_currency(currency, hundredths=True)
    instrument = Instrument(
        owner=owner, symbol=symbol.strip(), name=name.strip(), currency=currency, kind=kind, isin=isin.upper(),
        sector=sector, region=region,
    )  # fmt: skip
    _save(instrument)
    return instrument


class Particulars(TypedDict, total=False):
    symbol: str
    name: str
    kind: str
    isin: str
    sector: str
    region: str


@transaction.atomic
def change_instrument(*, owner: Any, instrument: Instrument, **particulars: Unpack[Particulars]) -> Instrument:
    """
    Say something else about an instrument of one's own. Its currency stays, as its prices and activities are in it.

    :raises NameTaken: the person has another with this symbol
    """
    own(owner, instrument, "instrument of your own")
    for name, value in particulars.items():
        setattr(instrument, name, value)
    instrument.isin = instrument.isin.upper()
    _save(instrument)
    return instrument


def _save(instrument: Instrument) -> None:
    try:
        with transaction.atomic():
            instrument.save()
    except IntegrityError as fault:
        if "instrument_isin_well_formed" in str(fault):
            raise refusal(NameTaken, "isin", "An ISIN has two letters, nine letters or digits and a digit.") from None
        sentence = f"You have another instrument with the symbol {instrument.symbol}."
        raise refusal(NameTaken, "symbol", sentence) from None
    marks.new_version(instrument.owner)


@transaction.atomic
def delete_instrument(*, owner: Any, instrument: Instrument) -> None:
    """
    :raises InstrumentUsed: an activity names it
    """
    own(owner, instrument, "instrument of your own")
    try:
        with transaction.atomic():
            instrument.delete()
    except ProtectedError:
        raise InstrumentUsed(f"Activities name {instrument.symbol}; delete those first.") from None
    marks.new_version(owner)


@transaction.atomic
def set_labels(*, owner: Any, instrument: Instrument, names: list[str]) -> None:
    """The person's labels on an instrument are these and no others."""
    if instrument.owner_id not in (None, owner.pk):
        raise NotThere("There is no such instrument.")
    wanted = {name.strip().lower(): name.strip() for name in names if name.strip()}
    Label.objects.for_user(owner).filter(instrument=instrument).delete()
    Label.objects.bulk_create(Label(owner=owner, instrument=instrument, name=name) for name in wanted.values())
    marks.new_version(owner)
