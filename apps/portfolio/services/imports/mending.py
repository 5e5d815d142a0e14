"""What a person says about lines of a file that could not be read, and about what there was at the end."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Q

from project.lib.errors import DomainError

from ...domain.imports.entries import BadEntry, as_fields, from_fields
from ...models import Import, ImportRow
from ..rules import known_currency
from .checking import count
from .drafts import Draft, Drafting, account_names
from .files import ImportRefused, held
from .sameness import Known

_OPEN = {Import.State.CHECKED, Import.State.BOOKED}
BESIDE = 2000


@transaction.atomic
def mend_row(*, row: ImportRow, fields: Mapping[str, str]) -> ImportRow:
    """
    Say what a line means. It is looked at again, beside the ledger and the other lines that are ready.

    :raises BadEntry: a field is not what it must be; nothing changes
    :raises ImportRefused: the line is booked
    """
    brought_in = _open(row)
    if row.state == ImportRow.State.BOOKED:
        raise ImportRefused("This line is booked; change the activity itself.")
    entry = from_fields({**row.fields, **fields})
    row.fields = as_fields(entry)
    try:
        row.state, row.sentence = _looked_at(brought_in, row)
    except DomainError as fault:
        row.state, row.sentence = ImportRow.State.TO_MEND, fault.detail[:500]
    row.save()
    count(brought_in)
    return row


@transaction.atomic
def leave_out(*, row: ImportRow, out: bool = True) -> ImportRow:
    """Not to be booked; or, with `out=False`, to be looked at again: also a duplicate that is none."""
    brought_in = _open(row)
    if row.state == ImportRow.State.BOOKED:
        raise ImportRefused("This line is booked; delete the activity instead.")
    if out:
        row.state, row.sentence = ImportRow.State.LEFT_OUT, "You left it out."
    else:
        try:
            row.state, row.sentence = _looked_at(brought_in, row, duplicates=False)
        except DomainError as fault:
            row.state, row.sentence = ImportRow.State.TO_MEND, fault.detail[:500]
    row.save()
    count(brought_in)
    return row


@transaction.atomic
def state_closing(*, brought_in: Import, lines: str, on: date | None) -> None:
    """
    Say what the account had at the end, a line each: `12.5 VWCE` or `1034.20 EUR`.

    :raises BadEntry: a line is not so
    """
    closing = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        quantity, _, what = line.partition(" ")
        what = what.strip().upper()
        try:
            figure = Decimal(quantity)
            if not what or not figure.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            sentence = f"Write a quantity and what it is of, such as 12.5 VWCE or 1034.20 EUR, not {line[:40]}."
            raise BadEntry(sentence, fields={"lines": [sentence]}) from None
        closing.append({"quantity": f"{figure:f}", **_named(what), "account": ""})
    brought_in.closing, brought_in.closing_on = closing, on
    brought_in.save(update_fields=["closing", "closing_on"])


def _named(what: str) -> dict[str, str]:
    try:
        return {"currency": known_currency(what), "symbol": "", "isin": ""}
    except DomainError:
        return {"currency": "", "symbol": what[:32], "isin": what if len(what) == 12 else ""}


def _open(row: ImportRow) -> Import:
    brought_in = held(row.brought_in)
    if brought_in.state not in _OPEN:
        raise ImportRefused("This file is being worked on, or was undone; look at it again first.")
    return brought_in


def _looked_at(brought_in: Import, row: ImportRow, *, duplicates: bool = True) -> tuple[str, str]:
    from .replay import faults_of

    ready = brought_in.rows.filter(state=ImportRow.State.READY).exclude(pk=row.pk).filter(_of_same(row))[:BESIDE]
    entries = {one.pk: from_fields(one.fields) for one in [*ready, row]}
    named = brought_in.rows.exclude(fields={}).values_list("fields__account", flat=True).distinct()[:3]
    names = {*filter(None, named), *account_names(None, list(entries.values()))}
    drafting = Drafting(brought_in.owner, brought_in.account, None, names)
    drafting.look_up(list(entries.values()))
    drafts: list[Draft] = []
    for key, entry in entries.items():
        drafts.append(drafting.draft(f"row{key}", entry, brought_in.preset))
    mine = drafts[-1]
    if duplicates and (why := Known({mine.activity.account_id}).has(mine)):
        return ImportRow.State.DUPLICATE, why
    faults = faults_of(brought_in.owner, drafts, made=drafting.made, accounts=drafting.made_accounts)
    if mine.key in faults:
        return ImportRow.State.TO_MEND, faults[mine.key]
    return ImportRow.State.READY, ""


def _of_same(row: ImportRow) -> Q:
    symbol, isin = row.fields.get("symbol"), row.fields.get("isin")
    same = Q(pk=row.pk)
    if symbol:
        same |= Q(fields__symbol=symbol)
    if isin:
        same |= Q(fields__isin=isin)
    return same
