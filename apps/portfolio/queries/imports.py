"""What a person sees of the files they brought in, and whether the ledger agrees with them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.jobs import public as jobs
from project.lib.cache import memoize
from project.lib.errors import NotThere

from ..models import Activity, Import, ImportRow, Instrument
from .holdings import DOMAIN


@dataclass(frozen=True, slots=True)
class Compared:
    """What an account is said to have at the end, beside what the ledger comes to."""

    account: str
    what: str
    stated: Decimal
    in_ledger: Decimal

    @property
    def difference(self) -> Decimal:
        return self.in_ledger - self.stated

    @property
    def agrees(self) -> bool:
        """Files round: a hundred-thousandth is none."""
        return abs(self.difference) < Decimal("0.005" if len(self.what) == 3 and self.what.isupper() else "0.00001")


def imports_of(user: Any) -> QuerySet[Import]:
    return Import.objects.for_user(user).select_related("account", "owner").order_by("-id")


def import_of(user: Any, import_uuid: UUID) -> Import:
    """:raises NotThere:"""
    found = imports_of(user).filter(uuid=import_uuid).first()
    if found is None:
        raise NotThere("There is no such import.")
    return settled(found)


def job_of(brought_in: Import) -> jobs.JobState | None:
    """The work that was last begun on it, as long as that is remembered."""
    uuid = brought_in.job_uuid
    return jobs.state_of(user=brought_in.owner, job_uuid=uuid) if uuid else None


def settled(brought_in: Import) -> Import:
    """Where the work on it failed or was cancelled it stands, unsaved, as before that: there is nothing to wait for."""
    if brought_in.state not in _WORKING or ((job := job_of(brought_in)) and job.is_open):
        return brought_in
    booked = brought_in.rows.filter(state=ImportRow.State.BOOKED).exists()
    if brought_in.state == Import.State.CHECKING:
        brought_in.state = Import.State.NEW
    else:
        brought_in.state = Import.State.BOOKED if booked else Import.State.CHECKED
    return brought_in


_WORKING = {Import.State.CHECKING, Import.State.BOOKING, Import.State.UNDOING}


def rows_of(brought_in: Import, state: str = "") -> QuerySet[ImportRow]:
    rows = brought_in.rows.select_related("activity").order_by("id")
    return rows.filter(state=state) if state else rows


def row_of(brought_in: Import, row_id: int) -> ImportRow:
    """:raises NotThere:"""
    found = brought_in.rows.filter(pk=row_id).first()
    if found is None:
        raise NotThere("There is no such line.")
    return found


def reconciled(brought_in: Import) -> list[Compared]:
    """
    The quantities and the cash that the file or the person states, each beside that of the ledger on that day.

    Replays the ledger once after a change of it.
    """
    if not brought_in.closing:
        return []
    books = _books(brought_in.owner, brought_in.closing_on)
    compared = []
    for said in brought_in.closing:
        account = said.get("account") or brought_in.account.name
        known = books.get(account) or books.get(brought_in.account.name, {})
        name = next((key for key in (said.get("isin"), said.get("symbol")) if key and key in known), "")
        what = said.get("currency") or name or said.get("symbol") or said.get("isin") or ""
        shown = said.get("currency") or said.get("symbol") or said.get("isin") or ""
        compared.append(Compared(account, shown, Decimal(said["quantity"]), known.get(what, Decimal(0))))
    return compared


@memoize("portfolio_import_balances", domain=DOMAIN, seconds=300)
def _books(user: Any, on: date | None) -> dict[str, dict[str, Decimal]]:
    """On that day or now, by account: cash by currency, and quantities by symbol and by ISIN."""
    from .books import ledger_of
    from .strands import lines_of

    activities = Activity.objects.for_user(user)
    lines = lines_of(user, activities.filter(on__lte=on) if on else activities)
    ledger = ledger_of(lines)
    isins = dict(Instrument.objects.filter(pk__in=lines.instruments).values_list("pk", "isin"))
    known: dict[str, dict[str, Decimal]] = {}
    for (account, currency), amount in ledger.cash.items():
        known.setdefault(account, {})[currency] = amount
    keys = {name: key for key, name in lines.names.instruments.items()}
    for (account, symbol), book in ledger.books.items():
        of_account = known.setdefault(account, {})
        of_account[symbol] = book.quantity
        if isin := isins.get(keys.get(symbol, 0)):
            of_account[isin] = book.quantity
    return known
