"""The forms of the diary: how much of what, and when."""

from datetime import date, timedelta
from typing import Any

from django import forms

from project.lib import formats
from project.lib.errors import DomainError

from ..domain.foods.nutrients import BY_KEY
from ..models import DiaryEntry, Food, FoodMeasure, Meal
from ..services.diary import DAYS_AHEAD, FIRST_DAY, GRAMS, SERVING
from .fields import AmountField

# What is asked of a quick note; the rest stays unknown.
QUICK = ("energy", "protein", "carbohydrate", "fat", "fibre")


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        # What browsers send and expect, whatever the locale shows.
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class WhenForm(forms.Form):
    """The day and meal that something belongs to, and what a service refused."""

    meal = forms.ChoiceField(label="Meal", choices=Meal.choices)
    on = DayField(label="Day")

    def say(self, no: DomainError) -> None:
        """What the service refused, at its fields where it names them."""
        told = {name: sentences for name, sentences in no.fields.items() if name in self.fields}
        for name, sentences in told.items():
            self.add_error(name, list(sentences))
        if not told:
            self.add_error(None, no.detail)


class AmountForm(WhenForm):
    """So many grams or measures of a food, or servings of a recipe. `measures` is None where it has no weight."""

    field_order = ("quantity", "unit", "meal", "on")

    quantity = AmountField(label="How much", most=100_000)
    unit = forms.ChoiceField(label="Of what", required=False)

    def __init__(self, measures: list[FoodMeasure] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {str(measure.pk): measure for measure in measures or ()}
        if measures is None:
            del self.fields["unit"]
            self.fields["quantity"].label = "Servings"
        else:
            choices = [(GRAMS, "g"), *((key, _named(measure)) for key, measure in self.measures.items())]
            self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    @property
    def measure(self) -> FoodMeasure | None:
        return self.measures.get(self.cleaned_data.get("unit", GRAMS))

    def how_much(self) -> float | None:
        """What is typed, in grams or servings; None while that cannot be said."""
        quantity = self.cleaned_data.get("quantity")
        if not quantity or "unit" in self.errors:
            return None
        return self._in_grams(quantity, self.measure)

    def begins_with(self) -> float:
        """The same of what stands in the form at first."""
        return self._in_grams(self.initial["quantity"], self.measures.get(self.initial.get("unit", GRAMS)))

    def _in_grams(self, quantity: float, measure: FoodMeasure | None) -> float:
        return quantity * measure.grams if measure else quantity


def _named(measure: FoodMeasure) -> str:
    return f"{measure.label} ({formats.number(measure.grams)} g)"


class QuickForm(WhenForm):
    field_order = ("name", *QUICK, "meal", "on")

    name = forms.CharField(label="What it was", max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in QUICK:
            nutrient = BY_KEY[key]
            self.fields[key] = AmountField(label=f"{nutrient.title} ({nutrient.unit})", required=False, most=50_000)
        self.order_fields(self.field_order)

    def amounts(self) -> dict[str, float | None]:
        return {key: self.cleaned_data[key] for key in QUICK}


class CopyForm(forms.Form):
    """A day, or one meal of it, to another day."""

    what = forms.ChoiceField(label="What", required=False, choices=[("", "The whole day"), *Meal.choices])
    to = DayField(label="To the day")
    meal = forms.ChoiceField(label="As", required=False, choices=[("", "The same meal"), *Meal.choices])


def usual_amount(food: Food, last: DiaryEntry | None) -> dict[str, Any]:
    """What the form begins with: as much as the last time, else a portion, else 100 g."""
    measures = list(food.measures.all())
    if last is not None:
        same = next((measure for measure in measures if measure.label == last.unit), None)
        return {"quantity": last.quantity if same else last.mass_g, "unit": str(same.pk) if same else GRAMS}
    portion = next((measure for measure in measures if not measure.counts), None)
    return {"quantity": 1.0, "unit": str(portion.pk)} if portion else {"quantity": 100.0, "unit": GRAMS}


def amount_words(entry: DiaryEntry) -> str:
    """`2 × slice (50 g)`, `150 g`, `1.5 servings`; nothing for what was noted without an amount."""
    quantity = formats.number(round(entry.quantity, 2))
    if entry.unit == GRAMS:
        return f"{formats.number(entry.quantity, places=0 if entry.quantity >= 10 else 1)} g"
    if entry.unit == SERVING:
        return f"{quantity} serving{'' if entry.quantity == 1 else 's'}"
    if not entry.unit:
        return ""
    weight = f" ({formats.number(entry.mass_g, places=0)} g)" if entry.mass_g is not None else ""
    return f"{quantity} × {entry.unit}{weight}"


def meal_at(hour: int) -> str:
    """The meal that somebody most likely means at that hour."""
    for until, meal in ((11, Meal.BREAKFAST), (15, Meal.LUNCH), (17, Meal.SNACK), (22, Meal.DINNER)):
        if hour < until:
            return meal.value
    return Meal.SNACK.value


def day_said(text: str, today: date) -> date:
    """The day that an address names; today where it names none, or none that a diary has."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= today + timedelta(days=DAYS_AHEAD) else today
