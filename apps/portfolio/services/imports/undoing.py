"""Taking an import back: everything that it booked leaves the ledger, at once or not at all."""

from typing import Any

from django.db import transaction

from apps.jobs import public as jobs

from ... import tasks
from ...models import Account, Activity, ActivityChange, Import, ImportRow, Instrument
from ...queries.strands import of_strands
from .. import ledger, marks
from .checking import count
from .files import ImportRefused, held, held_in


@transaction.atomic
def begin_undo(*, brought_in: Import) -> jobs.JobState:
    """
    :raises ImportRefused: nothing of it is booked
    """
    locked = held(brought_in)
    if locked.state != Import.State.BOOKED:
        raise ImportRefused("Nothing of this file is booked.")
    locked.state = Import.State.UNDOING
    state = jobs.start(
        tasks.undo_import, owner=locked.owner, title=f"Undoing {locked.filename}", arguments={"import_id": locked.pk}
    )
    locked.job_uuid = state.uuid
    locked.save()
    return state


def undo_import(*, import_id: int, progress: Any) -> str:
    """
    The job. Lines that were edited since go too, and their history says so.

    :raises DomainError: what is left could not have happened without it, such as a sale of what it brought
    """
    progress.say("Taking the lines out of the ledger")
    with transaction.atomic():
        if brought_in := held_in(import_id, Import.State.UNDOING):
            _take_out(brought_in)
            progress.checkpoint({"undone": True})
    brought_in = Import.objects.get(pk=import_id)
    return f"/portfolio/import/{brought_in.uuid}/"


def _take_out(brought_in: Import) -> None:
    owner = brought_in.owner
    ledger.held(owner)
    booked = brought_in.rows.filter(activity__isnull=False)
    mine = Activity.objects.filter(pk__in=booked.values("activity_id"))
    changed_since = ActivityChange.objects.for_user(owner).values("activity_uuid")
    ledger.note_deletions(owner, mine.filter(uuid__in=changed_since))
    strands: set[int | None] = set(mine.order_by().values_list("instrument_id", flat=True).distinct())
    strands |= set(mine.exclude(into=None).order_by().values_list("into_id", flat=True).distinct())
    ids = list(mine.values_list("pk", flat=True))
    brought_in.rows.filter(state=ImportRow.State.BOOKED).update(state=ImportRow.State.READY, activity=None, sentence="")
    # Nothing else points at a line of the ledger, so what Django would look up for each is left out.
    Activity.objects.filter(pk__in=ids)._raw_delete(using="default")
    _replay(owner, strands)
    whole = _take_back_what_it_brought(brought_in)
    if ids:
        marks.changed(owner, strands=strands, everything=whole)
    brought_in.state = Import.State.UNDONE
    count(brought_in)


def _replay(owner: Any, strands: set[int | None]) -> None:
    from ...queries import books

    named = {strand for strand in strands if strand is not None}
    if of_strands(owner, named).exists():
        books.replayed(owner, named)


def _take_back_what_it_brought(brought_in: Import) -> bool:
    """
    Accounts and instruments that came with the file, where nothing else uses them. Whether there were some: their
    figures go with them, and what those were part of must be summed anew.
    """
    owner, made = brought_in.owner, brought_in.made
    marks.hold_figures(owner)
    used_into = Activity.objects.exclude(into=None).values("into_id")
    instruments = Instrument.objects.for_user(owner).filter(pk__in=made.get("instruments", []), activities=None)
    accounts = Account.objects.for_user(owner).filter(
        pk__in=made.get("accounts", []), activities=None, arrivals=None, imports=None
    )
    gone = (instruments.exclude(pk__in=used_into).delete()[0], accounts.delete()[0])
    brought_in.made = {}
    return any(gone)
