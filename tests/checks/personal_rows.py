"""
A row in every table of the registry of personal data, with a mark in every column that can hold one.

The models are read, not listed: a new table or column is filled without a change here. Where a check constraint keeps
columns from being filled together, the filling that loses the fewest marks is taken. A table whose rows cannot be made
from its columns alone gets a line in BY_HAND.
"""

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from apps.accounts.domain.events import Event
from apps.accounts.services import audit
from apps.nutrition.models import DiaryTarget
from apps.portfolio.models import Account, Activity, Instrument, TotalSeries
from project.lib import privacy
from project.lib.crypto import EncryptedTextField

User = get_user_model()


@dataclass
class Marks:
    """Marks of one person: each names its column, so that one that is missing, or left, can be found."""

    prefix: str
    columns: dict[str, str] = field(default_factory=dict)
    secret: set[str] = field(default_factory=set)
    # Counted on when one is dropped, so that no two columns ever share a mark.
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def new(self, column: str, *, secret: bool = False) -> str:
        mark = f"{self.prefix}{next(self.numbers):03d}"
        self.columns[mark] = column
        if secret:
            self.secret.add(mark)
        return mark

    def drop(self, mark: str) -> None:
        self.secret.discard(mark)
        self.columns.pop(mark)


@dataclass(frozen=True)
class Choice:
    """What a column may hold: what we want in it, and what it holds where a constraint forbids that."""

    wanted: Any
    instead: Any
    mark: str = ""


def _event(person: Any, marks: Marks) -> Any:
    """Its details are sealed for its subject, and nothing may write to it afterwards."""
    audit.record(Event.SIGNED_IN, subject=person, details={"network": marks.new("accounts.AuditEvent.details")})


def _activity(person: Any, marks: Marks) -> Any:
    """What its kind allows: a purchase goes to no other account, and becomes no other instrument."""
    new = {name: marks.new(f"portfolio.Activity.{name}") for name in ("note", "source", "source_reference", "tags")}
    Activity.objects.create(
        owner=person, account=Account.objects.for_user(person).get(), kind="buy", on=timezone.now().date(),
        instrument=Instrument.objects.for_user(person).get(), quantity=1, price=1, currency="EUR",
        **new | {"tags": [new["tags"]]},
    )  # fmt: skip


def _diary_target(person: Any, marks: Marks) -> Any:
    """Its nutrient is one that there is, so that only its source can hold a mark."""
    source = marks.new("nutrition.DiaryTarget.source")
    DiaryTarget.objects.create(owner=person, nutrient="iron", since=timezone.now().date(), low=1, source=source)


def _totals(person: Any, marks: Marks) -> Any:
    """Packed figures of one day: eight of eight bytes."""
    mark = marks.new("portfolio.TotalSeries.sums", secret=True)
    TotalSeries.objects.create(owner=person, first_on=timezone.now().date(), sums=mark.encode().ljust(64, b"\0"))


# Tables whose rows are made by their service, because their columns alone would not make one.
BY_HAND: dict[str, Callable[[Any, Marks], Any]] = {
    "accounts.AuditEvent": _event,
    "accounts.Subject": _event,
    "nutrition.DiaryTarget": _diary_target,
    "portfolio.Activity": _activity,
    "portfolio.TotalSeries": _totals,
}
_CAPITALS = str.maketrans("0123456789abcdef", "GHIJKLMNOPABCDEF")

# The first kind that fits counts: a moment is a date too.
PLAIN: dict[type[models.Field], Callable[[], Any]] = {
    models.BooleanField: lambda: False,
    models.DateTimeField: timezone.now,
    models.DateField: lambda: timezone.now().date(),
    models.DecimalField: lambda: Decimal(1),
    models.DurationField: lambda: timedelta(hours=1),
    models.FloatField: lambda: 1.0,
    models.GenericIPAddressField: lambda: "192.0.2.7",
    models.IntegerField: lambda: 1,
    models.TimeField: lambda: timezone.now().time(),
    models.UUIDField: uuid.uuid4,
}


# Columns that hold a mark only with something around it.
DRESSED = (models.EmailField, models.URLField, models.FileField)


class Filler:
    """Makes one person's rows, each table's after those that it leads to."""

    def __init__(self, person: Any, marks: Marks) -> None:
        self.person, self.marks = person, marks
        self.rows: dict[type[models.Model], Any] = {}

    def fill(self) -> None:
        # First, because some tables know their person by the address.
        self.person = self.row(User)
        for label, entry in privacy.tables:
            if label in BY_HAND:
                BY_HAND[label](self.person, self.marks)
            else:
                self.row(apps.get_model(label))
            assert entry.rows(self.person).exists(), f"{label}: make one of its rows in tests/checks/personal_rows.py"

    def row(self, model: type[models.Model]) -> Any:
        if model not in self.rows:
            registered = {name.lower(): entry for name, entry in privacy.tables}.get(model._meta.label_lower)
            # A row that is there already, as the person's own, is filled instead of a second one.
            row = (registered and registered.rows(self.person).first()) or model()
            self.rows[model] = row
            leave_out = registered.leave_out if registered else frozenset()
            columns = {
                column: choice
                for column in model._meta.concrete_fields
                if (choice := self.choice(column, secret=column.name in leave_out)) is not None
            }
            self._store(row, columns)
        return self.rows[model]

    def choice(self, column: models.Field, *, secret: bool) -> Choice | None:
        """What to put into a column; None where it fills itself."""
        if column.is_relation:
            return self._relation(column)
        fills_itself = isinstance(column, models.GeneratedField | models.AutoField) or getattr(
            column, "auto_now", False
        )
        if fills_itself or (column.primary_key and column.has_default()):
            return None
        empty = column.get_default() if column.has_default() else (None if column.null else "")
        if column.choices:
            return Choice(empty or column.choices[0][0], empty)
        if isinstance(column, models.EmailField) and column.model is not User and not _leads_to_somebody(column.model):
            return Choice(self.person.email, empty)
        if self._holds_marks(column):
            mark = self.marks.new(str(column), secret=secret or isinstance(column, EncryptedTextField))
            return Choice(_holding(mark, column), empty, mark)
        return _plain(column, empty)

    def _relation(self, column: models.Field) -> Choice | None:
        model = column.related_model
        if model is User:
            return Choice(self.person, self.person)
        if model is column.model:
            return Choice(None, None)
        if model in self.rows and not isinstance(column.model, self.rows[model].__class__):
            return Choice(self.rows[model], None if column.null else self.rows[model])
        if column.null and not self._is_personal(model):
            return Choice(None, None)
        row = self.row(model) if self._is_personal(model) else model._base_manager.first() or self.row(model)
        return Choice(row, None if column.null else row)

    def _is_personal(self, model: type[models.Model]) -> bool:
        return model._meta.label_lower in {name.lower() for name, _ in privacy.tables}

    def _holds_marks(self, column: models.Field) -> bool:
        """Whether it takes texts, and ones that long."""
        inside = column.base_field if isinstance(column, ArrayField) else column
        kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
        around = "https://example.org/.txt" if isinstance(inside, DRESSED) else ""
        return isinstance(inside, kinds) and (inside.max_length or 1000) >= len(f"{around}{self.marks.prefix}000")

    def _store(self, row: models.Model, columns: dict[models.Field, Choice]) -> None:
        for instead in _ways(row, columns):
            for column, choice in columns.items():
                setattr(row, column.name, choice.instead if column in instead else choice.wanted)
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError as fault:
                last = fault
                continue
            for column in instead:
                if columns[column].mark:
                    self.marks.drop(columns[column].mark)
            return
        raise AssertionError(f"{row._meta.label}: make its rows in tests/checks/personal_rows.py") from last


def _leads_to_somebody(model: type[models.Model]) -> bool:
    return any(column.is_relation for column in model._meta.concrete_fields)


def _holding(mark: str, column: models.Field) -> Any:
    """The mark in the form that the column takes."""
    forms: dict[type[models.Field], Callable[[], Any]] = {
        models.FileField: lambda: column.storage.save(f"{mark}.txt", ContentFile(mark.encode())),
        models.EmailField: lambda: f"{mark}@example.org",
        models.URLField: lambda: f"https://example.org/{mark}",
        models.JSONField: lambda: {"text": mark},
        models.BinaryField: mark.encode,
        ArrayField: lambda: [mark],
    }
    return next((make() for kind, make in forms.items() if isinstance(column, kind)), mark)


def _plain(column: models.Field, empty: Any) -> Choice:
    """Something that is no text: what it is by default, else anything of its kind."""
    if isinstance(column, models.CharField):
        # Capitals, as codes of currencies are written.
        return Choice(empty or uuid.uuid4().hex.translate(_CAPITALS)[: column.max_length], empty)
    make = next((make for kind, make in PLAIN.items() if isinstance(column, kind)), None)
    assert make or column.null or column.has_default(), f"{column}: say in personal_rows.py what it may hold"
    value = make() if make else empty
    return Choice(empty, value) if column.null or column.has_default() else Choice(value, value)


def _ways(row: models.Model, columns: dict[models.Field, Choice]) -> Iterator[tuple[models.Field, ...]]:
    """Which columns to give up, those of check constraints alone; the ways that lose the fewest marks come first."""
    checks = [check for check in row._meta.constraints if isinstance(check, models.CheckConstraint)]
    named = {name for check in checks for name in check.condition.referenced_base_fields}
    bound = [column for column in columns if column.name in named and columns[column].instead != columns[column].wanted]
    ways = [way for size in range(len(bound) + 1) for way in itertools.combinations(bound, size)]
    yield from sorted(ways, key=lambda way: (sum(bool(columns[column].mark) for column in way), len(way)))
