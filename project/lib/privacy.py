"""
The registry of personal data: where it lies, how it is handed out and how it is erased (GDPR 15, 17, 20).

Every app registers its tables and its stores outside the database from `AppConfig.ready`; `unregistered` finds the
tables that were forgotten, and a test fails for each. Accounts builds the person's export and erasure on this.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import QuerySet

from .crypto import EncryptedTextField
from .registry import Registry

Row = dict[str, Any]
Rows = Callable[[Any], "QuerySet[Any]"]

BATCH = 1000
# The row of the person goes last: until then an erasure that was cut short can be repeated.
THE_PERSON = 1000


@dataclass(frozen=True)
class Erasure:
    """What becomes of the rows when the person leaves. All but deleting needs a reason that we would tell them."""

    run: Callable[["QuerySet[Any]"], int]
    reason: str = ""


@dataclass(frozen=True)
class Table:
    rows: Rows
    erasure: Erasure
    leave_out: frozenset[str]
    files: Mapping[str, str]
    about: str


@dataclass(frozen=True)
class Store:
    export: Callable[[Any], Iterable[Row]]
    erase: Callable[[Any], int]


@dataclass(frozen=True)
class HeldFile:
    """A file of the person's: the table, row and field that name it, and where it lies."""

    label: str
    pk: Any
    field: str
    name: str
    storage: Storage


@dataclass(frozen=True)
class Kept:
    """A kind of record that Steward keeps, in words; `reason` says why it outlives the account, if it does."""

    what: str
    reason: str


tables: Registry[Table] = Registry()
stores: Registry[Store] = Registry()
_not_personal: dict[str, str] = {}


# --- What apps say ----------------------------------------------------------------------------------------------------


def table(
    label: str,
    *,
    rows: Rows,
    erase: Erasure,
    leave_out: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
    about: str = "",
    rank: int = 100,
) -> None:
    """
    Register a table that holds rows of people.

    :param label: `app.Model`
    :param rows: the person's rows: `lambda person: Trade.objects.for_user(person)`
    :param leave_out: fields that are not handed out, such as a digest; encrypted fields never are
    :param files: file fields, each with the folder of its files: they are handed out, go when the row is deleted, and
        those that no row names are swept away (`orphaned_files.py`)
    :param about: what the rows are, in the person's words; else the name of the model is used
    """
    tables.register(label, Table(rows, erase, frozenset(leave_out), files or {}, about), rank=rank)


def store(name: str, *, erase: Callable[[Any], int], export: Callable[[Any], Iterable[Row]] = lambda _: ()) -> None:
    """Register data outside the tables of a person: cache keys, streams, an index, another service."""
    stores.register(name, Store(export, erase))


def not_personal(label: str, *, reason: str) -> None:
    """Say why a table that looks like one with people's rows is none."""
    if not reason:
        raise ValueError("say why")
    _not_personal[label] = reason


def delete() -> Erasure:
    return Erasure(_delete)


def anonymise(*, reason: str, **values: Any) -> Erasure:
    """Keep the rows, with these values in place of the personal ones."""
    if not reason or not values:
        raise ValueError("say why the rows stay, and what is put in place of the person")
    return Erasure(lambda rows: rows.update(**values), reason)


def retain(*, reason: str) -> Erasure:
    """Keep the rows as they are."""
    if not reason:
        raise ValueError("say why the rows stay")
    return Erasure(lambda rows: 0, reason)  # noqa: ARG005


# --- What accounts asks -----------------------------------------------------------------------------------------------


def export(person: Any) -> Iterator[tuple[str, Iterator[Row]]]:
    """Everything Steward holds about a person, a name and its rows at a time; read each before the next."""
    for label, entry in tables:
        yield label, _exported(entry, person)
    for name, held in stores:
        yield name, iter(held.export(person))


def files(person: Any) -> Iterator[HeldFile]:
    """The files to hand out beside the rows."""
    for label, entry in tables:
        for field in entry.files:
            if field not in entry.leave_out:
                rows = entry.rows(person)
                storage = rows.model._meta.get_field(field).storage
                for pk, name in rows.exclude(**{field: ""}).order_by("pk").values_list("pk", field):
                    yield HeldFile(label, pk, field, name, storage)


def about(label: str) -> str:
    """What a table holds, in words."""
    return _table(label).about or str(apps.get_model(label)._meta.verbose_name_plural)


def kept() -> list[Kept]:
    """What Steward may hold about anybody."""
    return [Kept(about(label), entry.erasure.reason) for label, entry in tables]


def erase(person: Any) -> dict[str, int]:
    """
    Erase a person. Where it stops half-way, call it again.

    :returns: how many rows or entries of each kind were deleted or made anonymous
    :raises ExceptionGroup: some files could not be deleted; all others are gone, and the rows are there still
    """
    erased = {name: held.erase(person) for name, held in stores}
    _delete_files(person)
    with transaction.atomic():
        for label, entry in tables:
            erased[label] = entry.erasure.run(entry.rows(person))
    return erased


def _exported(entry: Table, person: Any) -> Iterator[Row]:
    rows = entry.rows(person)
    names = [
        field.attname
        for field in rows.model._meta.concrete_fields
        if field.name not in entry.leave_out and not isinstance(field, EncryptedTextField)
    ]
    # By key, as a server-side cursor does not survive a pooler.
    for batch in _batches(rows):
        yield from rows.filter(pk__in=batch).order_by("pk").values(*names)


def _delete(rows: "QuerySet[Any]") -> int:
    return sum(rows.filter(pk__in=batch).delete()[0] for batch in _batches(rows))


def _batches(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    keys, last = rows.order_by("pk").values_list("pk", flat=True), None
    while batch := list((keys if last is None else keys.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1]


def _delete_files(person: Any) -> None:
    """Before the rows, which alone know their names: whatever stops this, the next try finds them still."""
    faults = []
    for _, entry in tables:
        for field in entry.files:
            rows = entry.rows(person)
            storage = rows.model._meta.get_field(field).storage
            for name in filter(None, rows.exclude(**{field: ""}).values_list(field, flat=True)):
                try:
                    storage.delete(name)
                except OSError as fault:
                    # It must not keep the other files.
                    faults.append(fault)
    if faults:
        raise ExceptionGroup("Some files of a person could not be deleted.", faults)


# --- What the test asks -----------------------------------------------------------------------------------------------

_LOOKS_PERSONAL = re.compile(
    r"(^|_)(e?mail|phone|ip|ip_address|user_agent|birth\w*|person|owner|user|user_id|author)$"
).search


def unregistered(every: Iterable[type[models.Model]] | None = None) -> list[str]:
    """
    Tables that lead to a person, or have a column that names one, and are not registered; with why.

    A table leads to a person when it has a foreign key to the user, or to a table that leads to one.
    """
    every = list(apps.get_models() if every is None else every)
    leads = {apps.get_model(settings.AUTH_USER_MODEL)}
    while found := {model for model in every if model not in leads and leads & _targets(model)}:
        leads |= found
    known = {label.lower() for label, _ in tables} | {label.lower() for label in _not_personal}
    faults = []
    for model in every:
        label = model._meta.label
        columns = [field.name for field in model._meta.concrete_fields if _LOOKS_PERSONAL(field.name)]
        if label.lower() not in known and (model in leads or columns):
            faults.append(f"{label}: {'leads to a person' if model in leads else 'has ' + ', '.join(columns)}")
        files = {field.name for field in model._meta.concrete_fields if isinstance(field, models.FileField)}
        if label.lower() in known and label.lower() not in {name.lower() for name in _not_personal}:
            missing = files - set(_table(label).files)
            faults += [f"{label}: the files of {name} are not registered" for name in sorted(missing)]
    return faults


def _table(label: str) -> Table:
    return next(entry for name, entry in tables if name.lower() == label.lower())


def _targets(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}
