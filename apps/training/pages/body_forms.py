"""What is said of one's body, in the person's units."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from ..domain.body import Body, bounds_shown, meant, shown
from ..models import Measurement
from .fields import FigureField

# The others are measured now and then; they wait under a heading.
USUAL = (Body.WEIGHT, Body.BODY_FAT, Body.WAIST)


def day_field(today: date) -> forms.DateField:
    attrs = {"type": "date", "max": today.isoformat()}
    return forms.DateField(label="Day", initial=today, widget=forms.DateInput(attrs=attrs, format="%Y-%m-%d"))


def _figure(kind: Body, *, imperial: bool, required: bool) -> FigureField:
    least, most = bounds_shown(kind, imperial=imperial)
    unit = shown(kind, Decimal(1), imperial=imperial).unit
    return FigureField(label=f"{kind.label}, {unit}", least=least, most=most, required=required)


class BodyForm(forms.Form):
    """A day, and what was measured on it: any of the kinds."""

    def __init__(self, data: Any = None, *, imperial: bool, today: date) -> None:
        self.imperial = imperial
        super().__init__(data)
        self.fields["on"] = day_field(today)
        for kind in Body:
            self.fields[kind.value] = _figure(kind, imperial=imperial, required=False)

    @property
    def usual(self) -> list[forms.BoundField]:
        return [self["on"], *(self[kind.value] for kind in USUAL)]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in Body if kind not in USUAL]

    @property
    def is_open(self) -> bool:
        """Whether the others are looked at: something was said there, or is wrong."""
        return any(field.errors or field.value() for field in self.others)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and all(said.get(kind.value) is None for kind in Body):
            raise forms.ValidationError("Write one figure at least.")
        return said

    @property
    def values(self) -> dict[Body, Decimal]:
        figures = {kind: self.cleaned_data.get(kind.value) for kind in Body}
        return {
            kind: meant(kind, figure, imperial=self.imperial) for kind, figure in figures.items() if figure is not None
        }


class MeasurementForm(forms.Form):
    """One figure that is there already."""

    def __init__(self, data: Any = None, *, measurement: Measurement, imperial: bool, today: date) -> None:
        self.kind, self.imperial = Body(measurement.kind), imperial
        figure = shown(self.kind, measurement.value, imperial=imperial).figure
        super().__init__(data, initial={"on": measurement.on, "value": figure})
        self.fields["on"] = day_field(today)
        self.fields["value"] = _figure(self.kind, imperial=imperial, required=True)

    @property
    def value(self) -> Decimal:
        return meant(self.kind, self.cleaned_data["value"], imperial=self.imperial)
