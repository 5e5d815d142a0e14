"""Lists: activities, narrowed or not; instruments as they are typed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Upper

from ..models import Account, Activity, Instrument, Label, Portfolio
from ..querysets import ActivityQuerySet

MOST_SUGGESTIONS = 10


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of activities is narrowed to; what is not said does not matter."""

    accounts: Collection[Account] | None = None
    portfolio: Portfolio | None = None
    kinds: Collection[str] = ()
    instrument: Instrument | None = None
    label: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


def activities(user: Any, narrowed: Narrowed = Narrowed()) -> QuerySet[Activity]:
    """A person's activities, the newest first, for `paging.keyset_page`: all that a row shows, in one statement."""
    found = Activity.objects.for_user(user)
    if narrowed.accounts is not None:
        found = found.touching(narrowed.accounts)
    if narrowed.portfolio is not None:
        found = found.touching(narrowed.portfolio.accounts.all())
    if narrowed.kinds:
        found = found.filter(kind__in=narrowed.kinds)
    if narrowed.instrument is not None:
        found = found.filter(Q(instrument=narrowed.instrument) | Q(into=narrowed.instrument))
    if narrowed.label:
        labelled = Label.objects.for_user(user).filter(name__iexact=narrowed.label)
        found = found.filter(instrument__in=labelled.values("instrument"))
    if narrowed.tag:
        found = found.filter(tags__contains=[narrowed.tag])
    if narrowed.since:
        found = found.filter(on__gte=narrowed.since)
    if narrowed.until:
        found = found.filter(on__lte=narrowed.until)
    if narrowed.words.strip():
        found = _with_words(found, user, narrowed.words.strip())
    return found.for_listing().newest_first()


def _with_words(found: ActivityQuerySet[Activity], user: Any, words: str) -> ActivityQuerySet[Activity]:
    """In the note, or in the name of the instrument; one that was found first by its own index."""
    instruments = list(Instrument.objects.visible_to(user).matching(words).values_list("pk", flat=True)[:500])
    in_note = Q(typed_note__contains=words.upper()) & ~Q(note="")
    with_note: ActivityQuerySet[Any] = found.alias(typed_note=Upper("note"))
    return with_note.filter(in_note | Q(instrument__in=instruments))


def instruments_like(user: Any, words: str, *, most: int = MOST_SUGGESTIONS) -> list[Instrument]:
    """What a person may mean by what they typed: the symbol itself first, then those that begin so, then the rest."""
    typed = words.strip().upper()
    if not typed:
        return []
    rank = Case(
        When(Q(typed_symbol=typed) | Q(isin=typed), then=Value(0)),
        When(typed_symbol__startswith=typed, then=Value(1)),
        When(typed_name__startswith=typed, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(Instrument.objects.visible_to(user).matching(words).order_by(rank, "symbol")[:most])
