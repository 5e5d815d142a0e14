"""Writing what was found ready into the ledger, strand by strand, so that each is replayed once."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from apps.jobs import public as jobs
from project.lib.copying import copied
from project.lib.errors import DomainError

from ... import tasks
from ...domain.imports.entries import Reading, from_fields
from ...models import Account, Activity, Import, ImportRow, Instrument
from .. import ledger, marks
from ..accounts import open_account
from ..instruments import add_instrument
from ..market import set_prices
from ..rules import not_in_the_future
from .checking import count, read
from .drafts import Draft, Drafting, account_names
from .files import ImportRefused, held, held_in

AT_ONCE = 5000


@transaction.atomic
def begin_booking(*, brought_in: Import) -> jobs.JobState:
    """
    Book the rows that are ready.

    :raises ImportRefused: none is, or the file was not looked at yet
    """
    locked = held(brought_in)
    if locked.state not in {Import.State.CHECKED, Import.State.BOOKED}:
        raise ImportRefused("Look at the file first; what is ready can be booked then.")
    if not locked.rows.filter(state=ImportRow.State.READY).exists():
        raise ImportRefused("No line is ready to be booked.")
    locked.state = Import.State.BOOKING
    state = jobs.start(
        tasks.book_import, owner=locked.owner, title=f"Booking {locked.filename}", arguments={"import_id": locked.pk}
    )
    locked.job_uuid = state.uuid
    locked.save()
    return state


def book_import(*, import_id: int, progress: Any) -> str:
    """
    The job. Each batch books its rows and says so in one transaction, so a second run finds only what is left.
    """
    brought_in = Import.objects.select_related("owner", "account").get(pk=import_id)
    if brought_in.state == Import.State.BOOKING:
        _book_all(brought_in, progress)
    return f"/portfolio/import/{brought_in.uuid}/"


def _book_all(brought_in: Import, progress: Any) -> None:
    reading = read(brought_in)
    rows = list(brought_in.rows.filter(state=ImportRow.State.READY).order_by("id"))
    entries = {row.pk: from_fields(row.fields) for row in rows}
    with transaction.atomic():
        if held_in(brought_in.pk, Import.State.BOOKING) is None:
            return
        drafting = _made(brought_in, reading, list(entries.values()))
    drafts, done = _drafts(brought_in, rows, entries, drafting), 0
    for batch in _batches(brought_in.owner, drafts):
        with transaction.atomic():
            if (held_one := held_in(brought_in.pk, Import.State.BOOKING)) is None:
                return
            _book(held_one, batch)
            count(held_one)
            done += len(batch)
            progress.checkpoint({"done": done})
        progress.report(done, len(drafts), f"{done:,} of {len(drafts):,} lines")
    with transaction.atomic():
        if held_one := held_in(brought_in.pk, Import.State.BOOKING):
            held_one.state = Import.State.BOOKED
            count(held_one)


# --- What the rows name and is not there yet --------------------------------------------------------------------------


def _made(brought_in: Import, reading: Reading, entries: list[Any]) -> Drafting:
    """The accounts and instruments of the rows, those made that are not there yet, and remembered for the undoing."""
    owner = brought_in.owner
    names = account_names(reading, entries)
    drafting = Drafting(owner, brought_in.account, reading, names)
    made = {"accounts": brought_in.made.get("accounts", []), "instruments": brought_in.made.get("instruments", [])}
    for account in drafting.made_accounts.values():
        opened = open_account(
            owner=owner, name=account.name, currency=account.currency, kind=account.kind, lot_method=account.lot_method
        )
        if account.closed_on:
            Account.objects.filter(pk=opened.pk).update(closed_on=account.closed_on)
        made["accounts"].append(opened.pk)
    drafting.look_up(entries)
    for entry in entries:
        drafting.instrument(entry)
        drafting.into(entry)
    for new in drafting.made.values():
        made["instruments"].append(_add(owner, new).pk)
    brought_in.made = made
    brought_in.save(update_fields=["made"])
    _bring_prices(owner, reading, made["instruments"])
    known = Drafting(owner, brought_in.account, None, names)
    known.look_up(entries)
    return known


def _add(owner: Any, new: Instrument) -> Instrument:
    return add_instrument(
        owner=owner, symbol=new.symbol, name=new.name, currency=new.currency, kind=new.kind, isin=new.isin,
        sector=new.sector, region=new.region,
    )  # fmt: skip


def _bring_prices(owner: Any, reading: Reading, made: list[int]) -> None:
    """All of an instrument at once, as each writing packs its whole series anew."""
    own = {one.symbol.upper(): one for one in Instrument.objects.for_user(owner).filter(pk__in=made)}
    closes: dict[Instrument, dict[date, Decimal]] = defaultdict(dict)
    for price in reading.prices:
        if instrument := own.get(price.symbol.upper()):
            closes[instrument][not_in_the_future(owner, price.on)] = price.close
    for instrument, known in closes.items():
        set_prices(instrument=instrument, closes=known, source="import")


# --- Rows -------------------------------------------------------------------------------------------------------------


def _drafts(brought_in: Import, rows: list[ImportRow], entries: dict[int, Any], drafting: Drafting) -> list[Draft]:
    drafts, refused = [], []
    for row in rows:
        try:
            draft = drafting.draft(f"row{row.pk}", entries[row.pk], brought_in.preset)
        except DomainError as fault:
            row.state, row.sentence = ImportRow.State.TO_MEND, fault.detail[:500]
            refused.append(row)
            continue
        draft.row_id = row.pk
        drafts.append(draft)
    ImportRow.objects.bulk_update(refused, ["state", "sentence"], batch_size=1000)
    return drafts


def _batches(owner: Any, drafts: list[Draft]) -> Iterator[list[Draft]]:
    """Whole strands together, and those that name no instrument in any number: nothing ties them to each other."""
    from .replay import strands_of

    waiting: list[Draft] = []
    for strand in strands_of(owner, drafts):
        nameless = strand[0].activity.instrument_id is None
        for part in _parts(strand) if nameless else (strand,):
            waiting += part
            if len(waiting) >= AT_ONCE:
                yield waiting
                waiting = []
    if waiting:
        yield waiting


def _parts(strand: list[Draft]) -> Iterator[list[Draft]]:
    return (strand[first : first + AT_ONCE] for first in range(0, len(strand), AT_ONCE))


def _book(brought_in: Import, batch: list[Draft]) -> None:
    from .replay import faults_of

    accounts = ledger.held(brought_in.owner)
    # Another run may have booked some of them meanwhile.
    waiting = brought_in.rows.filter(pk__in=[draft.row_id for draft in batch], state=ImportRow.State.READY)
    ready = set(waiting.values_list("pk", flat=True))
    batch = [draft for draft in batch if draft.row_id in ready]
    faults = _without_account(batch, accounts)
    possible = [draft for draft in batch if draft.key not in faults]
    faults |= faults_of(brought_in.owner, possible, made={}, accounts={})
    good = [draft for draft in batch if draft.key not in faults]
    good.sort(key=lambda draft: (draft.activity.on, draft.activity.order))
    _write(good)
    _name_lots(good)
    _say_what_became(good, {draft.row_id: faults[draft.key] for draft in batch if draft.key in faults})
    if good:
        marks.changed(brought_in.owner, strands=ledger.strands_of(draft.activity for draft in good))


def _without_account(batch: list[Draft], accounts: ledger.Accounts) -> dict[str, str]:
    """Those whose account was closed or deleted since the file was looked at."""
    faults = {}
    for draft in batch:
        try:
            ledger.refuse_where_it_cannot_be(draft.activity, accounts)
        except DomainError as no:
            faults[draft.key] = no.detail
    return faults


def _write(good: list[Draft]) -> None:
    """By COPY, which takes a tenth of what inserting does; the keys that PostgreSQL gave are read back."""
    now = timezone.now()
    for draft in good:
        draft.activity.created_at = draft.activity.updated_at = now
    copied(
        Activity,
        [field.name for field in _COLUMNS],
        ([getattr(draft.activity, field.attname) for field in _COLUMNS] for draft in good),
    )
    uuids = [draft.activity.uuid for draft in good]
    keys = dict(Activity.objects.filter(uuid__in=uuids).values_list("uuid", "pk"))
    for draft in good:
        draft.activity.pk = keys[draft.activity.uuid]


_COLUMNS = [field for field in Activity._meta.concrete_fields if not field.primary_key]


def _name_lots(good: list[Draft]) -> None:
    """Chosen lots are told by the id of the line that brought them, which is known only now."""
    ids = {draft.entry.reference: draft.activity.pk for draft in good if draft.entry.reference}
    chosen = [draft for draft in good if draft.lots]
    for draft in chosen:
        draft.activity.lots = [[ids.get(name, name), quantity] for name, quantity in draft.lots]
    Activity.objects.bulk_update([draft.activity for draft in chosen], ["lots"], batch_size=1000)


def _say_what_became(good: list[Draft], faults: dict[int, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE portfolio_importrow SET state = 'booked', sentence = '', activity_id = booked.activity"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS booked(row_id, activity) WHERE id = booked.row_id",
            [[draft.row_id for draft in good], [draft.activity.pk for draft in good]],
        )
    for row_id, sentence in faults.items():
        ImportRow.objects.filter(pk=row_id).update(state=ImportRow.State.TO_MEND, sentence=sentence)
