"""The forms of meal plans."""

from datetime import date, timedelta
from typing import Any

from django import forms

from project.lib.errors import DomainError

from ..domain.foods.groups import ALLERGENS, DIETS
from ..domain.plans.wishes import BUDGET, DAYS, MINUTES, PEOPLE, SLOTS, TARGETS, USES, Wishes
from .contents import TITLES
from .fields import AmountField

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_MEALS = [(count, f"{count}: {', '.join(slots)}") for count, slots in SLOTS.items()]


def _whole(label: str, bounds: tuple[int, int], **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=bounds[0], max_value=bounds[1], **more)


class PlanForm(forms.Form):
    starts_on = forms.DateField(label="From", widget=_DATE)
    days = _whole("Days", DAYS)
    meals = forms.TypedChoiceField(label="Meals a day", choices=_MEALS, coerce=int)
    people = _whole("People", PEOPLE)
    energy_kcal = AmountField(label="Energy (kcal)")
    protein_g = AmountField(label="Protein (g)")
    carbohydrate_g = AmountField(label="Carbohydrate (g)")
    fat_g = AmountField(label="Fat (g)")
    diet = forms.ChoiceField(
        label="Diet", required=False, choices=[("", "Everything"), *((diet, diet.capitalize()) for diet in DIETS)]
    )
    free_of = forms.MultipleChoiceField(
        label="Free of", required=False, choices=[(each, TITLES[each].capitalize()) for each in ALLERGENS],
        widget=forms.CheckboxSelectMultiple, help_text="Only what is known to be free of it is ever planned.",
    )  # fmt: skip
    most_minutes = _whole("A recipe takes at most, minutes", MINUTES, required=False)
    most_uses = _whole("A recipe at most, times a week", USES)
    most_sodium_mg = AmountField(label="Sodium a day at most (mg)", required=False)
    least_fibre_g = AmountField(label="Fibre a day at least (g)", required=False)
    budget = AmountField(
        label="The whole plan costs about at most", required=False, most=BUDGET[1],
        help_text="In your currency, for everybody. Only recipes whose ingredients you priced are planned then.",
    )  # fmt: skip
    leftovers = forms.BooleanField(label="Cook every second dinner for the next day’s lunch too", required=False)
    training = forms.MultipleChoiceField(
        label="I train on", required=False, choices=[(str(i), name) for i, name in enumerate(_WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    training_kcal = AmountField(label="And eat more then (kcal)", required=False)

    targets = tuple(TARGETS)
    frame = ("starts_on", "days", "meals", "people")
    more = ("most_minutes", "most_uses", "most_sodium_mg", "least_fibre_g", "training_kcal", "budget")

    def __init__(self, data: Any, *, usual: Wishes, today: date) -> None:
        self.usual = usual
        super().__init__(data, initial={**usual.kept(), **usual.targets, "starts_on": today})

    def wishes(self) -> Wishes:
        said = dict(self.cleaned_data)
        begins = said.pop("starts_on")
        weekdays = {int(each) for each in said.pop("training")}
        on = [day for day in range(said["days"]) if (begins + timedelta(days=day)).weekday() in weekdays]
        targets = {name: said.pop(name) for name in TARGETS}
        more = {"targets": targets, "training_days": on, "training_kcal": said.pop("training_kcal") or 0}
        return Wishes.from_kept({**self.usual.kept(), **said, **more})

    def say(self, no: DomainError) -> None:
        told = {name: sentences for name, sentences in no.fields.items() if name in self.fields}
        for name, sentences in told.items():
            self.add_error(name, list(sentences))
        if not told:
            self.add_error(None, no.detail)

    def frame_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.frame]

    def target_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.targets]

    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.more]

    @property
    def asks_more(self) -> bool:
        """Whether something is said, or wrong, among what is out of sight at first."""
        hidden = (*self.more, "leftovers", "training")
        said = self.usual.most_minutes or self.usual.leftovers or self.usual.most_sodium_mg or self.usual.least_fibre_g
        said = said or self.usual.budget
        return bool(said) or any(name in self.errors for name in hidden)


class PlaceForm(forms.Form):
    """Where a meal goes: the calendar's script sends the same."""

    place = forms.ChoiceField(label="Move it to")

    def __init__(self, data: Any, *, places: list[tuple[str, str]], now: str = "") -> None:
        super().__init__(data, initial={"place": now})
        self.fields["place"] = forms.ChoiceField(label="Move it to", choices=places)

    def spot(self) -> tuple[int, int]:
        day, slot = self.cleaned_data["place"].split("-")
        return int(day), int(slot)


class PortionForm(forms.Form):
    portion = AmountField(label="Servings that each eats", most=10)


class CookedOnForm(forms.Form):
    on = forms.DateField(label="Cooked on", widget=_DATE)
