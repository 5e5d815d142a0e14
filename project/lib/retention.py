"""
How long rows are kept, and why (SEC-17): every app registers its rules, and one task drops what is over.

A rule finds the rows that are due at a moment; they are dropped in batches, each its own transaction, so a run may be
stopped and repeated. Rows of people on legal hold stay. docs/privacy.md has the rules as a table, held by a test.
"""

import logging
from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from prometheus_client import Counter

from .registry import Registry

BATCH = 500
# For every table whose rows a person deletes with a way back.
SOFT_DELETED = timedelta(days=30)

log = logging.getLogger(__name__)
purged_total = Counter("steward_purged_rows_total", "Rows dropped, or seen to, because their time was over.", ["rule"])

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Rule:
    about: str
    keep: timedelta
    reason: str
    due: Callable[[datetime], Rows]
    person: str
    drop: Callable[[Rows], int]
    together: bool


rules: Registry[Rule] = Registry()


def delete(rows: Rows) -> int:
    """How rows are dropped unless a rule says otherwise; how many of them, without what went along."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def rule(
    name: str,
    *,
    about: str,
    keep: timedelta,
    reason: str,
    due: Callable[[datetime], Rows],
    person: str = "",
    drop: Callable[[Rows], int] = delete,
    together: bool = True,
) -> None:
    """
    Register how long something is kept.

    :param name: `app.Model`, or words where it is not all of a table's rows
    :param about: what it is, in the words of the person whose it is
    :param due: the rows that are over where `keep` ended at that moment: `lambda end: Job.objects.filter(…__lt=end)`
    :param person: the look-up from a row to its person's key, where it has one: their legal hold keeps it
    :param drop: what is done to a batch of them; how many it was done to
    :param together: whether that is one transaction; else `drop` makes its own, so that one fault undoes little
    """
    rules.register(name, Rule(about, keep, reason, due, person, drop, together))


def over(entry: Rule, *, now: datetime, held: Collection[Any]) -> Rows:
    """The rows whose time is over, without those of the people on hold."""
    rows = entry.due(now - entry.keep)
    if not entry.person or not held:
        return rows
    # Written out, because a row of nobody is in no list and not in none either.
    return rows.filter(Q(**{f"{entry.person}__isnull": True}) | ~Q(**{f"{entry.person}__in": held}))


def purge(name: str, *, now: datetime, held: Collection[Any]) -> int:
    """
    Drop what is over by one rule, batch by batch; how many rows that were.

    :raises ExceptionGroup: some batches failed, after all others were dropped
    """
    entry, last, done = rules[name], None, 0
    faults: list[Exception] = []
    rows = over(entry, now=now, held=held)
    keys = rows.order_by("pk").values_list("pk", flat=True)
    while batch := list((keys if last is None else keys.filter(pk__gt=last))[:BATCH]):
        last = batch[-1]
        try:
            with transaction.atomic() if entry.together else nullcontext():
                dropped = entry.drop(rows.filter(pk__in=batch))
        except Exception as fault:
            log.exception("A batch of %s could not be dropped", name)
            faults.append(fault)
        else:
            purged_total.labels(name).inc(dropped)
            done += dropped
    if faults:
        raise ExceptionGroup(f"Some of {name} could not be dropped.", faults)
    return done
