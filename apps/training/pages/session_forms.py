"""What is said of a set, in the person's units: the fields that its exercise is measured in."""

from decimal import Decimal
from typing import Any

from django import forms

from ..domain.measures import (
    meant_distance,
    meant_weight,
    shown_distance,
    shown_time,
    shown_weight,
)
from ..domain.words import Measure
from ..models import Exercise, LoggedSet
from .fields import FigureField, TimeField


class SetForm(forms.Form):
    """`cleaned` are the arguments of services.log_set."""

    def __init__(self, exercise: Exercise, data: Any = None, *, imperial: bool, like: LoggedSet | None = None) -> None:
        self.exercise, self.imperial = exercise, imperial
        # Several of these forms are on one page.
        super().__init__(data, initial=_values_of(like, imperial) if like else {}, auto_id=f"id-{exercise.pk}-%s")
        measure = exercise.measure
        if measure == Measure.LOAD:
            unit = "lb" if imperial else "kg"
            self.fields["weight"] = FigureField(label=f"Weight, {unit}", most=Decimal(2200 if imperial else 1000))
        if measure in (Measure.LOAD, Measure.REPS):
            self.fields["reps"] = forms.IntegerField(label="Repetitions", min_value=1, max_value=1000)
            self.fields["rir"] = forms.IntegerField(label="Left in reserve", min_value=0, max_value=10, required=False)
        if measure == Measure.DISTANCE:
            unit = "mi" if imperial else "km"
            self.fields["distance"] = FigureField(label=f"Distance, {unit}", most=Decimal(500), required=False)
        if measure in (Measure.TIME, Measure.DISTANCE):
            self.fields["time"] = TimeField(label="Time, such as 1:30", required=measure == Measure.TIME)

    @property
    def cleaned(self) -> dict[str, Any]:
        said = self.cleaned_data
        weight, distance = said.get("weight"), said.get("distance")
        return {
            "reps": said.get("reps"),
            "rir": said.get("rir"),
            "seconds": said.get("time"),
            "weight_kg": None if weight is None else meant_weight(weight, imperial=self.imperial),
            "metres": None if distance is None else meant_distance(distance, imperial=self.imperial),
        }


def _values_of(logged: LoggedSet, imperial: bool) -> dict[str, Any]:
    """What was done before, to begin from."""
    weight, metres = logged.weight_kg, logged.metres
    return {
        "reps": logged.reps,
        "weight": None if weight is None else shown_weight(weight, imperial=imperial)[0],
        "distance": None if metres is None else shown_distance(metres, imperial=imperial)[0],
        "time": shown_time(logged.seconds) if logged.seconds else None,
    }


class NoteForm(forms.Form):
    note = forms.CharField(label="Note", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
