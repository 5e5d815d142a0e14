"""Files that a person brings in, what became of each of their lines, and how files of that sort are read."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.imports.entries import State as RowState
from ..querysets import OwnedQuerySet
from .accounts import Account
from .activities import Activity

ROW_STATES = [state.value for state in RowState]


class Import(models.Model):
    """One file, from the moment it arrived. `settings` says how it writes numbers, days and columns."""

    class State(models.TextChoices):
        NEW = "new", "To be looked at"
        CHECKING = "checking", "Being looked at"
        CHECKED = "checked", "Ready to be booked"
        BOOKING = "booking", "Being booked"
        BOOKED = "booked", "Booked"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"

    FOLDER = "imports"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="imports")
    filename = models.CharField(max_length=150)
    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    preset = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    counts = models.JSONField(default=dict, help_text="Rows by what became of them.")
    closing = models.JSONField(default=list, help_text="What the file, or the person, says that there was at the end.")
    closing_on = models.DateField(null=True, blank=True)
    made = models.JSONField(default=dict, help_text="The accounts and instruments that it brought along.")
    job_uuid = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "checking", "checked", "booking", "booked", "undoing", "undone"]),
                name="import_state_known",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="import_of_owner")]

    def __str__(self) -> str:
        return self.filename


class ImportRow(models.Model):
    """One line of a file: as it was written, as it was read, and what became of it."""

    class State(models.TextChoices):
        READY = RowState.READY.value, "Ready"
        DUPLICATE = RowState.DUPLICATE.value, "Already there"
        TO_MEND = RowState.TO_MEND.value, "To mend"
        BOOKED = RowState.BOOKED.value, "Booked"
        LEFT_OUT = RowState.LEFT_OUT.value, "Left out"

    brought_in = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    text = models.TextField()
    fields = models.JSONField(default=dict, help_text="What it says, by the names of domain.imports.entries.Entry.")
    state = models.CharField(max_length=9, choices=State)
    sentence = models.CharField(max_length=500, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=ROW_STATES), name="import_row_state_known")]
        indexes = [
            models.Index(fields=["brought_in", "id"], name="import_row_order"),
            models.Index(fields=["brought_in", "state", "id"], name="import_row_of_state"),
        ]

    def __str__(self) -> str:
        return f"Line {self.line}"

    @property
    def said(self) -> str:
        """What it was read as, in a few words; empty where it was not."""
        read = self.fields
        if not read.get("kind"):
            return ""
        money = f"{read['amount']} {read.get('currency', '')}" if read.get("amount") else ""
        what = read.get("symbol") or read.get("isin") or ""
        words = (read["kind"].replace("_", " ").capitalize(), read.get("quantity"), what, money, read.get("on"))
        return " · ".join(word.strip() for word in words if word)


class ImportHabit(models.Model):
    """How a person had a file of a sort read: proposed for the next one with the same columns."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    columns = models.CharField(max_length=64, help_text="A digest of the names of the columns.")
    preset = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "columns"], name="import_habit_once")]

    def __str__(self) -> str:
        return f"{self.preset} as {self.owner_id} has it"
