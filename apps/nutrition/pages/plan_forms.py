"""The forms of meal plans."""

from datetime import date, timedelta
from typing import Any

from django import forms

from project.lib.errors import DomainError

from ..domain.foods.groups import ALLERGENS, DIETS
from ..domain.plans.table import EATER_KCAL, LONGEST_NAME, Eater
from ..domain.plans.wishes import BUDGET, DAYS, MINUTES, PEOPLE, SLOTS, TARGETS, USES, Wishes
from .contents import TITLES
from .fields import AmountField

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_MEALS = [(count, f"{count}: {', '.join(slots)}") for count, slots in SLOTS.items()]


def _whole(label: str, bounds: tuple[int, int], **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=bounds[0], max_value=bounds[1], **more)


_DIETS = [(diet, diet.capitalize()) for diet in DIETS]
_FREE_OF = [(each, TITLES[each].capitalize()) for each in ALLERGENS]


class OtherForm(forms.Form):
    """Somebody else at the table; left empty, nobody is described."""

    name = forms.CharField(label="Name", required=False, max_length=LONGEST_NAME)
    energy_kcal = AmountField(label="Energy a day (kcal)", required=False, help_text="Left empty: as much as you.")
    diet = forms.ChoiceField(label="Diet", required=False, choices=[("", "Everything"), *_DIETS])
    free_of = forms.MultipleChoiceField(
        label="Free of", required=False, choices=_FREE_OF, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, place: int, eater: Eater | None) -> None:
        super().__init__(data, prefix=f"other-{place}", initial=eater.kept() if eater else None)
        self.place = place
        self.number = place + 2  # the person who plans is the first

    def clean_energy_kcal(self) -> float | None:
        energy: float | None = self.cleaned_data["energy_kcal"]
        if energy is not None and not EATER_KCAL[0] <= energy <= EATER_KCAL[1]:
            raise forms.ValidationError(f"From {EATER_KCAL[0]} to {EATER_KCAL[1]} kcal a day.")
        return energy

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("name") and any(said.values()):
            self.add_error("name", "Say who this is.")
        return said

    @property
    def avoids(self) -> int:
        """From how many allergens their dishes are to be free."""
        return len(self["free_of"].value() or ())

    def eater(self) -> Eater | None:
        return Eater.from_kept(self.cleaned_data) if self.cleaned_data["name"] else None


class PlanForm(forms.Form):
    starts_on = forms.DateField(label="From", widget=_DATE)
    days = _whole("Days", DAYS)
    meals = forms.TypedChoiceField(label="Meals a day", choices=_MEALS, coerce=int)
    people = _whole("People", PEOPLE)
    energy_kcal = AmountField(label="Energy (kcal)")
    protein_g = AmountField(label="Protein (g)")
    carbohydrate_g = AmountField(label="Carbohydrate (g)")
    fat_g = AmountField(label="Fat (g)")
    diet = forms.ChoiceField(label="Diet", required=False, choices=[("", "Everything"), *_DIETS])
    free_of = forms.MultipleChoiceField(
        label="Free of", required=False, choices=_FREE_OF,
        widget=forms.CheckboxSelectMultiple, help_text="Only what is known to be free of it is ever planned.",
    )  # fmt: skip
    most_minutes = _whole("A recipe takes at most, minutes", MINUTES, required=False)
    most_uses = _whole("A recipe at most, times a week", USES)
    most_sodium_mg = AmountField(label="Sodium a day at most, for you (mg)", required=False)
    least_fibre_g = AmountField(label="Fibre a day at least, for you (g)", required=False)
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
        known = [*usual.others, *[None] * (PEOPLE[1] - 1)]
        self.others = [OtherForm(data, place=place, eater=known[place]) for place in range(PEOPLE[1] - 1)]

    def is_valid(self) -> bool:
        # Each says what is wrong with it, not only the first.
        return all([super().is_valid(), *(other.is_valid() for other in self.others)])

    def has_faults(self) -> bool:
        return self.is_bound and (bool(self.errors) or self.asks_of_others)

    @property
    def asks_of_others(self) -> bool:
        return any(other.is_bound and other.errors for other in self.others)

    @property
    def describes_others(self) -> bool:
        return bool(self.usual.others) or self.asks_of_others

    def wishes(self) -> Wishes:
        said = dict(self.cleaned_data)
        begins = said.pop("starts_on")
        weekdays = {int(each) for each in said.pop("training")}
        on = [day for day in range(said["days"]) if (begins + timedelta(days=day)).weekday() in weekdays]
        targets = {name: said.pop(name) for name in TARGETS}
        others = [eater.kept() for other in self.others if (eater := other.eater())]
        more = {"training_days": on, "training_kcal": said.pop("training_kcal") or 0}
        return Wishes.from_kept({**self.usual.kept(), **said, "targets": targets, "others": others, **more})

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
    portion = AmountField(label="Servings that you eat", most=10)


class CookedOnForm(forms.Form):
    on = forms.DateField(label="Cooked on", widget=_DATE)
