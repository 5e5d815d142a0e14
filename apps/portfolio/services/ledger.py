"""
The one way in which the ledger changes: some activities as they were are replaced by how they shall be.

Recording, editing, deleting, doing that to many, and undoing any of it are all this, so each is checked, kept in the
history, and followed by new figures in the same way.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from project.lib.errors import Conflict, DomainError

from ..models import Account, Activity, ActivityChange
from ..queries.strands import Strand, row_name
from . import marks
from .rules import refusal


class AccountClosed(Conflict):
    code = "account_closed"


class AccountGone(Conflict):
    code = "account_gone"


Accounts = Mapping[int, Account]

# When it was touched is no part of what a person said.
_NOT_SAID = {"updated_at"}
_FIELDS = {field.attname: field for field in Activity._meta.concrete_fields if field.name not in _NOT_SAID}

Said = dict[str, Any]


def said_by(activity: Activity) -> Said:
    """An activity as JSON can hold it."""
    return {name: _plain(getattr(activity, name)) for name in _FIELDS}


def as_said(said: Said) -> Activity:
    return Activity(**{name: _FIELDS[name].to_python(value) for name, value in said.items()})


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | list) else str(value)


def held(owner: Any) -> Accounts:
    """
    Hold all accounts of the person until the transaction ends, and say how they stand: two sales at once must not both
    see the same shares, and a split or a transfer in one account reaches into the others.

    Everything that writes to the ledger begins with this.
    """
    # In one order, so that two never wait for each other; and not their keys, to which figures that are being made
    # refer at their end: those would wait for us while we wait for them.
    rows = Account.objects.for_user(owner).select_for_update(no_key=True).order_by("pk")
    return {account.pk: account for account in rows}


def refuse_where_it_cannot_be(activity: Activity, accounts: Accounts) -> None:
    """
    By its accounts as they stand, whatever they were when it was written down.

    :raises AccountGone:
    :raises AccountClosed: by the day of the activity
    """
    for key in (activity.account_id, activity.to_account_id):
        if key is None:
            continue
        if (account := accounts.get(key)) is None:
            raise AccountGone("The account of this activity is deleted.")
        if account.closed_on and activity.on > account.closed_on:
            raise refusal(AccountClosed, "on", f"{account} was closed on {account.closed_on}.")


def strands_of(activities: Iterable[Activity]) -> set[Strand]:
    """Those whose figures change with these: of their instruments, also of what was received for them."""
    touched = set[Strand]()
    for activity in activities:
        touched.add(activity.instrument_id)
        if activity.into_id is not None:
            touched.add(activity.into_id)
    return touched


def replace(
    owner: Any,
    before: Mapping[uuid.UUID, Activity],
    after: Mapping[uuid.UUID, Activity | None],
    *,
    accounts: Accounts,
    batch: uuid.UUID,
) -> None:
    """
    Put `after` in the place of `before`, both by uuid; None deletes. The accounts are those that the caller has `held`.

    :raises AccountGone:
    :raises AccountClosed:
    :raises DomainError: something in the ledger could not have happened then; the caller's transaction rolls back
    """
    old_said = {key: said_by(activity) for key, activity in before.items()}
    gone = [before[key].pk for key, activity in after.items() if activity is None and key in before]
    Activity.objects.filter(pk__in=gone).delete()
    written = [activity for activity in after.values() if activity is not None]
    for activity in written:
        refuse_where_it_cannot_be(activity, accounts)
        activity.save(force_insert=activity.uuid not in before)
    _check(owner, written, [*before.values(), *written])
    # As the database has it, so that it can be compared with what stands there later.
    new_said = {row.uuid: said_by(row) for row in Activity.objects.filter(uuid__in=list(after))}
    ActivityChange.objects.bulk_create(
        ActivityChange(
            owner=owner,
            batch=batch,
            activity_uuid=key,
            before=old_said.get(key),
            after=new_said.get(key),
        )
        for key in after
    )
    marks.changed(owner, strands=strands_of([*before.values(), *written]))


def note_deletions(owner: Any, activities: Iterable[Activity]) -> None:
    """In the history of each, where they are deleted in another way than by `replace`."""
    batch = uuid.uuid4()
    ActivityChange.objects.bulk_create(
        ActivityChange(owner=owner, batch=batch, activity_uuid=activity.uuid, before=said_by(activity))
        for activity in activities
    )


def _check(owner: Any, written: list[Activity], touched: list[Activity]) -> None:
    """Replay every strand that the change reaches; the sentence of what cannot be is for the person."""
    from ..queries import books

    instruments = {strand for strand in strands_of(touched) if strand is not None}
    nameless = [activity.pk for activity in written if activity.instrument_id is None]
    try:
        books.replayed(owner, instruments, nameless)
    except DomainError as no:
        if len(written) == 1:
            _speak_of_this(no, written[0])
        raise


def _speak_of_this(no: DomainError, activity: Activity) -> None:
    """The activity at hand is on the person's screen: it needs no number, and its fields are those of the form."""
    name = row_name(activity.pk)
    no.detail = no.detail.replace(f"{name} (", "Activity (")
    no.args = (no.detail,)
    no.fields = {field.removeprefix(f"{name}."): sentences for field, sentences in no.fields.items()}
