"""Looking at a file before anything is booked: every line of it, with what would become of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Count

from apps.jobs import public as jobs
from project.lib.errors import DomainError

from ... import tasks
from ...domain.imports import presets
from ...domain.imports.entries import Reading, Row, State, as_fields
from ...models import Import, ImportHabit, ImportRow
from .drafts import Draft, Drafting, account_names
from .files import ImportRefused, held, held_in, known_settings, settings_of, sheet_of
from .sameness import Known

AT_ONCE = 2000


@transaction.atomic
def begin_check(*, brought_in: Import, preset: str, settings: dict[str, Any]) -> jobs.JobState:
    """
    Have every line looked at, and remember for files like this how they are read.

    :raises ImportRefused: it is being worked on, or booked already
    """
    locked = held(brought_in)
    if locked.state not in {Import.State.NEW, Import.State.CHECKED, Import.State.UNDONE}:
        raise ImportRefused("This file is booked or being worked on; undo it to read it in another way.")
    locked.preset = presets.named(preset).key
    locked.settings = {**locked.settings, **settings}
    locked.state = Import.State.CHECKING
    state = jobs.start(
        tasks.check_import, owner=locked.owner, title=f"Looking at {locked.filename}",
        arguments={"import_id": locked.pk},
    )  # fmt: skip
    locked.job_uuid = state.uuid
    locked.save()
    ImportHabit.objects.update_or_create(
        owner=locked.owner,
        columns=known_settings(locked)["sort"],
        defaults={
            "preset": locked.preset,
            "settings": {name: locked.settings.get(name) for name in ("mark", "order", "currency", "mapping")},
            "account": locked.account,
        },
    )
    return state


def check_import(*, import_id: int, progress: Any) -> str:
    """The job: nothing of the ledger changes. Run again, it begins anew."""
    brought_in = Import.objects.select_related("owner", "account").get(pk=import_id)
    if brought_in.state == Import.State.CHECKING:
        progress.say("Reading the file")
        reading = read(brought_in)
        _write_down(import_id, reading, judged(brought_in, reading, progress), progress)
    return f"/portfolio/import/{brought_in.uuid}/"


def _write_down(import_id: int, reading: Reading, rows: list[Row], progress: Any) -> None:
    with transaction.atomic():
        brought_in = held_in(import_id, Import.State.CHECKING)
        if brought_in is None:
            return
        brought_in.rows.all().delete()
        for first in range(0, len(rows), AT_ONCE):
            ImportRow.objects.bulk_create(
                ImportRow(
                    brought_in=brought_in, line=row.line, text=_kept(row.text), fields=as_fields(row.entry),
                    state=row.state.value, sentence=row.sentence[:500],
                )
                for row in rows[first : first + AT_ONCE]
            )  # fmt: skip
            progress.report(
                min(first + AT_ONCE, len(rows)) / 2 + len(rows) / 2, len(rows), "Writing down what was found"
            )
        if not brought_in.closing:
            brought_in.closing = [
                {"quantity": f"{one.quantity:f}", "currency": one.currency, "symbol": one.symbol, "isin": one.isin,
                 "account": one.account}
                for one in reading.closing
            ]  # fmt: skip
            brought_in.closing_on = reading.closing_on
        brought_in.state = Import.State.CHECKED
        count(brought_in)
        progress.checkpoint({"done": len(rows)})


def _kept(text: str) -> str:
    # PostgreSQL holds no zero byte.
    return text.replace("\0", "�")


def read(brought_in: Import) -> Reading:
    return presets.named(brought_in.preset).read(sheet_of(brought_in), settings_of(brought_in))


def count(brought_in: Import) -> None:
    """How many rows are in which state."""
    brought_in.counts = dict(
        brought_in.rows.order_by().values_list("state").annotate(rows=Count("pk")).values_list("state", "rows")
    )
    brought_in.save()


def judged(brought_in: Import, reading: Reading, progress: Any) -> list[Row]:
    """Every row with the state it has beside the ledger."""
    entries = [row.entry for row in reading.rows if row.entry is not None]
    drafting = Drafting(brought_in.owner, brought_in.account, reading, account_names(reading, entries))
    drafting.look_up(entries)
    rows, drafts = list(reading.rows), list[Draft]()
    by_key: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.state is not State.READY or row.entry is None:
            continue
        try:
            draft = drafting.draft(f"row{index}", row.entry, brought_in.preset)
        except DomainError as fault:
            rows[index] = _as(row, State.TO_MEND, fault.detail)
            continue
        by_key[draft.key] = index
        drafts.append(draft)
    drafts = list(_new_ones(drafts, rows, by_key))
    for key, sentence in _faults(brought_in.owner, drafts, drafting, progress).items():
        rows[by_key[key]] = _as(rows[by_key[key]], State.TO_MEND, sentence)
    return rows


def _new_ones(drafts: list[Draft], rows: list[Row], by_key: dict[str, int]) -> Iterable[Draft]:
    known = Known({draft.activity.account_id for draft in drafts})
    for draft in drafts:
        if why := known.has(draft):
            index = by_key[draft.key]
            rows[index] = _as(rows[index], State.DUPLICATE, why)
        else:
            yield draft


def _faults(owner: Any, drafts: list[Draft], drafting: Drafting, progress: Any) -> dict[str, str]:
    from ...queries.market import rates
    from .replay import faults_of, strands_of

    found: dict[str, str] = {}
    done, known_rates = 0, rates()
    for group in strands_of(owner, drafts):
        found |= faults_of(owner, group, made=drafting.made, accounts=drafting.made_accounts, known_rates=known_rates)
        done += len(group)
        progress.report(done / 2, len(drafts), "Comparing with your ledger")
    return found


def _as(row: Row, state: State, sentence: str) -> Row:
    return Row(row.line, row.text, row.entry, state, sentence)
