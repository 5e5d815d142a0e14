"""What a person can do with the lines of their ledger."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from project.lib.errors import Conflict, DomainError, NotThere

from ..models import Account, Activity, ActivityChange, Instrument
from . import ledger
from .rules import known_currency, not_in_the_future, own, refusal

MOST_AT_ONCE = 1000


class BadActivity(DomainError):
    code = "bad_activity"


class ChangedSince(Conflict):
    code = "changed_since"


class Details(TypedDict, total=False):
    """What an activity may say beside its account, its kind and its day; see domain.activities.Activity."""

    instrument: Instrument | None
    into: Instrument | None
    to_account: Account | None
    at: time | None
    order: int
    quantity: Decimal
    price: Decimal | None
    amount: Decimal
    fee: Decimal
    tax: Decimal
    currency: str
    settled_in: str
    rate: Decimal | None
    ratio_new: int | None
    ratio_old: int | None
    share: Decimal | None
    cost: Decimal | None
    acquired_on: date | None
    lots: list[list[Any]] | None
    note: str
    tags: list[str]
    source: str
    source_reference: str


class Changes(Details, total=False):
    account: Account
    kind: str
    on: date


# --- One --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_activity(*, owner: Any, account: Account, kind: str, on: date, **details: Unpack[Details]) -> Activity:
    """
    Add a line to an account's ledger. Its currency is that of the instrument, or else of the account.

    :raises BadActivity: it does not say what one of its kind must
    :raises Oversold: more would leave than is there, on its day or because of it on a later one
    :raises InTheFuture: its day has not come
    :raises AccountClosed: the account was closed by then
    :raises MissingRate: no rate leads from its currency to the person's
    """
    accounts = ledger.held(owner)
    activity = Activity(owner=owner, account=account, kind=kind, on=on, **details)
    _complete(owner, activity)
    ledger.replace(owner, {}, {activity.uuid: activity}, accounts=accounts, batch=uuid.uuid4())
    return activity


@transaction.atomic
def edit_activity(*, activity: Activity, **changes: Unpack[Changes]) -> Activity:
    """As `record_activity`, for a line that is there."""
    (edited,) = _edited(activity.owner, [activity.uuid], changes)
    return edited


@transaction.atomic
def delete_activity(*, activity: Activity) -> uuid.UUID:
    """
    Take a line out of the ledger; what `undo` takes to bring it back.

    :raises Oversold: what it brought has left since
    """
    return delete_activities(owner=activity.owner, uuids=[activity.uuid])


# --- Many -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_activities(*, owner: Any, activities: Sequence[Activity]) -> uuid.UUID:
    """Add many lines, as yet unsaved, or none of them where one is refused; what `undo` takes to take all back."""
    if not 0 < len(activities) <= MOST_AT_ONCE:
        raise BadActivity(f"From one to {MOST_AT_ONCE} activities are recorded at once.")
    accounts = ledger.held(owner)
    for activity in activities:
        _complete(owner, activity)
    batch = uuid.uuid4()
    ledger.replace(owner, {}, {activity.uuid: activity for activity in activities}, accounts=accounts, batch=batch)
    return batch


@transaction.atomic
def edit_activities(*, owner: Any, uuids: Collection[uuid.UUID], **changes: Unpack[Changes]) -> int:
    """The same change to many lines, or to none of them where one refuses; how many there were."""
    return len(_edited(owner, uuids, changes))


@transaction.atomic
def delete_activities(*, owner: Any, uuids: Collection[uuid.UUID]) -> uuid.UUID:
    """All of them or none; what `undo` takes to bring them back."""
    accounts = ledger.held(owner)
    before = _present(owner, uuids)
    batch = uuid.uuid4()
    ledger.replace(owner, before, dict.fromkeys(before), accounts=accounts, batch=batch)
    return batch


@transaction.atomic
def undo(*, owner: Any, batch: uuid.UUID) -> int:
    """
    Take back all changes that were made together; how many there were. What this did may be undone in turn.

    :raises NotThere: the person made no such change
    :raises ChangedSince: one of the lines was changed again, the change is undone already, or its security is deleted
    :raises AccountGone:
    :raises AccountClosed: before the day of what would come back
    :raises DomainError: what would come back cannot have happened any more
    """
    accounts = ledger.held(owner)
    changes = list(ActivityChange.objects.for_user(owner).filter(batch=batch))
    if not changes:
        raise NotThere("There is no such change.")
    if any(change.undone_at for change in changes):
        raise ChangedSince("This change is undone already.")
    after = {change.activity_uuid: ledger.as_said(change.before) if change.before else None for change in changes}
    present = _by_uuid(owner, after)
    _refuse_without_instruments([activity for activity in after.values() if activity])
    for change in changes:
        now = present.get(change.activity_uuid)
        if (ledger.said_by(now) if now else None) != change.after:
            raise ChangedSince("This was changed again since; undo the later change first.")
    ledger.replace(owner, present, after, accounts=accounts, batch=uuid.uuid4())
    ActivityChange.objects.filter(pk__in=[change.pk for change in changes]).update(undone_at=timezone.now())
    return len(changes)


# --- What they share --------------------------------------------------------------------------------------------------


def _edited(owner: Any, uuids: Collection[uuid.UUID], changes: Changes) -> list[Activity]:
    if isinstance(account := changes.get("account"), Account):
        own(owner, account, "account")
    if isinstance(to_account := changes.get("to_account"), Account):
        own(owner, to_account, "account")
    accounts = ledger.held(owner)
    before = _present(owner, uuids)
    after = {}
    for key, activity in before.items():
        edited = ledger.as_said(ledger.said_by(activity))
        for name, value in changes.items():
            setattr(edited, name, value)
        if edited.at != activity.at and "order" not in changes:
            edited.order = 0  # that of the time before; `_complete` takes it from the new one
        _complete(owner, edited)
        after[key] = edited
    ledger.replace(owner, before, after, accounts=accounts, batch=uuid.uuid4())
    return list(after.values())


def _present(owner: Any, uuids: Collection[uuid.UUID]) -> dict[uuid.UUID, Activity]:
    if len(uuids) > MOST_AT_ONCE:
        raise BadActivity(f"At most {MOST_AT_ONCE} activities are changed at once.")
    found = _by_uuid(owner, uuids)
    if not uuids or len(found) != len(set(uuids)):
        raise NotThere("There is no such activity.")
    return found


def _refuse_without_instruments(activities: Collection[Activity]) -> None:
    named = {strand for strand in ledger.strands_of(activities) if strand is not None}
    if len(named) > Instrument.objects.filter(pk__in=named).count():
        raise ChangedSince("The security of this activity is deleted, so it cannot come back.")


def _by_uuid(owner: Any, uuids: Collection[uuid.UUID]) -> dict[uuid.UUID, Activity]:
    return {activity.uuid: activity for activity in Activity.objects.for_user(owner).filter(uuid__in=uuids)}


def _complete(owner: Any, activity: Activity) -> None:
    """Fill in what goes without saying, and refuse what the arithmetic does not look at."""
    own(owner, activity.account, "account")
    if activity.to_account is not None:
        own(owner, activity.to_account, "account")
    for instrument in (activity.instrument, activity.into):
        if instrument is not None and instrument.owner_id not in (None, owner.pk):
            raise NotThere("There is no such instrument.")
    if activity.kind not in Activity.Kind.values:
        raise refusal(BadActivity, "kind", "Say what it was: a buy, a sell, a dividend or another kind.")
    not_in_the_future(owner, activity.on)
    activity.currency = activity.currency or (activity.instrument or activity.account).currency
    known_currency(activity.currency, hundredths=True)
    if activity.settled_in:
        known_currency(activity.settled_in, "settled_in")
    if activity.at and not activity.order:
        activity.order = activity.at.hour * 60 + activity.at.minute
    _names_its_instrument(activity)
    _has_sane_figures(activity)


def _names_its_instrument(activity: Activity) -> None:
    if activity.to_account_id and activity.kind != Activity.Kind.TRANSFER:
        raise refusal(BadActivity, "to_account", "Only a transfer goes to another account.")
    if activity.instrument_id is None and activity.kind not in _MAY_BE_NAMELESS:
        raise refusal(BadActivity, "instrument", "Say which security it was.")
    if activity.into_id is not None and activity.into_id == activity.instrument_id:
        raise refusal(BadActivity, "into", "Say which other security was received.")


def _has_sane_figures(activity: Activity) -> None:
    """What the database would not take; what the kind needs is looked at with the whole ledger."""
    for name in ("quantity", "price", "fee", "tax", "share", "cost", "rate", "amount"):
        figure = getattr(activity, name)
        if figure is not None and figure < 0 and (name != "amount" or activity.kind not in _MAY_BE_REFUNDS):
            raise refusal(BadActivity, name, f"The {name} must not be below zero.")
    if activity.rate == 0:
        raise refusal(BadActivity, "rate", "The exchange rate must be above zero.")
    if bool(activity.ratio_new) != bool(activity.ratio_old):
        raise refusal(BadActivity, "ratio_new", "A ratio has two numbers: units afterwards, and units before.")


_MAY_BE_REFUNDS = {"interest", "fee", "tax"}
_MAY_BE_NAMELESS = {"interest", "fee", "tax", "deposit", "withdrawal", "transfer"}
