"""Recording something together with the instrument that it is the first to name."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from ..models import Account, Activity
from .activities import Details, record_activity
from .instruments import add_instrument


class NewInstrument(TypedDict):
    symbol: str
    name: str
    kind: str
    currency: str


@transaction.atomic
def record_with_instrument(
    *, owner: Any, new_instrument: NewInstrument | None, account: Account, kind: str, on: date,
    **details: Unpack[Details],
) -> Activity:  # fmt: skip
    """
    As `record_activity`; where that is refused, the instrument is not added either.

    :raises NameTaken: the person has another with this symbol
    """
    if new_instrument:
        details["instrument"] = add_instrument(owner=owner, **new_instrument)
    return record_activity(owner=owner, account=account, kind=kind, on=on, **details)
