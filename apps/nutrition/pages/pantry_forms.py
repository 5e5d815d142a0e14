"""The forms of the pantry."""

from typing import Any

from django import forms

from project.lib.errors import DomainError

from ..models import PantryLot
from .diary_forms import DayField
from .fields import AmountField

# What things at home are usually counted in; a lot that was bought in another unit keeps that.
_UNITS = (
    "g", "kg", "ml", "l", "can", "jar", "bottle", "package", "packet", "box", "bag", "carton", "tub", "bunch", "loaf",
    "slice", "clove", "cup", "tablespoon",
)  # fmt: skip


class LotForm(forms.Form):
    """All that is said of a lot."""

    name = forms.CharField(label="What it is", max_length=100)
    amount = AmountField(
        label="How much", required=False, most=100_000, help_text="Leave it empty for things that you do not count."
    )
    unit = forms.ChoiceField(label="Of what", required=False)
    due_on = DayField(label="Good until", required=False)
    place = forms.CharField(
        label="Where it is", max_length=40, required=False, help_text="Such as fridge, freezer or cellar."
    )
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, *args: Any, lot: PantryLot | None = None, **kwargs: Any) -> None:
        if lot is not None:
            amount, unit = lot.counted or (None, "")
            told = {"name": lot.name, "due_on": lot.due_on, "place": lot.place, "note": lot.note}
            kwargs["initial"] = {**told, "amount": amount, "unit": unit}
        super().__init__(*args, **kwargs)
        theirs = self.initial.get("unit")
        own = [theirs] if theirs and theirs not in _UNITS else []
        choices = [("", "pieces"), *((each, each) for each in (*own, *_UNITS))]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def say(self, no: DomainError) -> None:
        told = {name: sentences for name, sentences in no.fields.items() if name in self.fields}
        for name, sentences in told.items():
            self.add_error(name, list(sentences))
        if not told:
            self.add_error(None, no.detail)

    def counting(self) -> list[forms.BoundField]:
        return [self["amount"], self["unit"]]

    def rest(self) -> list[forms.BoundField]:
        return [self["due_on"], self["place"], self["note"]]


class UseForm(forms.Form):
    """How much of a lot is gone; without an amount all of it."""

    amount = AmountField(label="How much", required=False, most=100_000)
