"""One thing of a person's, by the name that an address or a form has for it; what is not theirs is not there."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from project.lib.errors import NotThere

from ..models import Account, Activity, ActivityChange, Goal, Instrument, Portfolio, Price, Share
from .listing import instruments_like

M = TypeVar("M", bound=Model)


def account_of(user: Any, uuid: UUID) -> Account:
    """:raises NotThere:"""
    return _the(Account.objects.for_user(user), uuid, "account")


def portfolio_of(user: Any, uuid: UUID) -> Portfolio:
    """:raises NotThere:"""
    return _the(Portfolio.objects.for_user(user), uuid, "portfolio")


def goal_of(user: Any, uuid: UUID) -> Goal:
    """:raises NotThere:"""
    return _the(Goal.objects.for_user(user).select_related("portfolio"), uuid, "goal")


def activity_of(user: Any, uuid: UUID) -> Activity:
    """:raises NotThere:"""
    return _the(Activity.objects.for_user(user).for_listing(), uuid, "activity")


def instrument_for(user: Any, uuid: UUID) -> Instrument:
    """
    Of the catalogue, or their own.

    :raises NotThere:
    """
    return _the(Instrument.objects.visible_to(user), uuid, "instrument")


def own_instrument(user: Any, uuid: UUID) -> Instrument:
    """:raises NotThere:"""
    return _the(Instrument.objects.for_user(user), uuid, "instrument of your own")


def _the(rows: QuerySet[M], uuid: UUID, what: str) -> M:
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotThere(f"There is no such {what}.")
    return found


def instrument_meant(user: Any, typed: str) -> Instrument:
    """
    The one whose symbol or ISIN was typed, their own before that of the catalogue; else the only one that fits.

    :raises NotThere: none fits, or several do; the sentence says which
    """
    likely = instruments_like(user, typed)
    named = [one for one in likely if typed.strip().upper() in {one.symbol.upper(), one.isin}]
    if named:
        return min(named, key=lambda one: one.owner_id is None)
    if len(likely) == 1:
        return likely[0]
    if likely:
        raise NotThere(f"Several fit; write the symbol of one: {', '.join(one.symbol for one in likely)}.")
    raise NotThere(f"Nothing called {typed} is known.")


# --- What stands around it --------------------------------------------------------------------------------------------


def accounts(user: Any) -> QuerySet[Account]:
    """The open ones first."""
    return Account.objects.for_user(user).order_by("-closed_on", "name")


def shares(user: Any) -> QuerySet[Share]:
    """The latest first, also those that are over."""
    return Share.objects.for_user(user).order_by("-id")


def portfolios(user: Any) -> QuerySet[Portfolio]:
    return Portfolio.objects.for_user(user).order_by("name", "id")


def account_last_used(user: Any) -> Account | None:
    latest = Activity.objects.for_user(user).select_related("account").newest_first().first()
    return latest.account if latest else accounts(user).filter(closed_on=None).first()


def own_instruments(user: Any) -> QuerySet[Instrument]:
    return Instrument.objects.for_user(user).order_by("symbol", "id")


def labels_on(user: Any, instrument: Instrument) -> list[str]:
    return list(instrument.labels.filter(owner=user).order_by("name").values_list("name", flat=True))


def prices_of(instrument: Instrument) -> QuerySet[Price]:
    """The latest first. A day has one price at most."""
    return Price.objects.filter(instrument=instrument).order_by("-on", "-id")


def activity_with_history(user: Any, uuid: UUID) -> tuple[Activity | None, QuerySet[ActivityChange]]:
    """
    An activity as it stands, None where it is deleted by now, and its changes, the latest first: none where it came
    with a file and nobody has touched it since.

    :raises NotThere:
    """
    present = Activity.objects.for_user(user).for_listing().filter(uuid=uuid).first()
    changes = history_of(user, uuid)
    if present is None and not changes.exists():
        raise NotThere("There is no such activity.")
    return present, changes


def history_of(user: Any, uuid: UUID) -> QuerySet[ActivityChange]:
    """Every change of an activity, the latest first, also where it is deleted by now."""
    return ActivityChange.objects.for_user(user).filter(activity_uuid=uuid).order_by("-id")


def lots_chosen_by(activities: Iterable[Activity]) -> dict[int, UUID]:
    """The activities that brought the lots which these chose: in one statement, or none where nothing was chosen."""
    chosen = {lot for activity in activities for lot, _ in activity.lots or ()}
    return dict(Activity.objects.filter(pk__in=chosen).values_list("pk", "uuid")) if chosen else {}


def batch_of_last_change(user: Any, uuid: UUID) -> UUID:
    """
    What takes the latest change of an activity back.

    :raises NotThere: it was never changed
    """
    latest = history_of(user, uuid).first()
    if latest is None:
        raise NotThere("There is no such change.")
    return latest.batch
