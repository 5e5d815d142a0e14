"""What people say of themselves, asked page by page when they begin and all together later."""

from collections.abc import Callable
from typing import Any

from django import forms

from apps.accounts.domain.measures import UnreadableHeight, parse_height, spoken_height
from apps.accounts.domain.profile import Activity, Allergen, Area, Diet, Goal, Profile, Sex, Units
from project.lib.errors import DomainError

from .forms import PreferencesForm

UNITS = [
    (Units.METRIC.value, "Metric: kilograms, centimetres"),
    (Units.IMPERIAL.value, "Imperial: pounds, feet and inches"),
]
SEXES = [("", "I leave this out"), (Sex.FEMALE.value, "Female"), (Sex.MALE.value, "Male")]
ACTIVITIES = [
    ("", "I leave this out"),
    (Activity.SEDENTARY.value, "Mostly sitting, hardly any training"),
    (Activity.LIGHT.value, "Light: training 1 to 3 days a week"),
    (Activity.MODERATE.value, "Moderate: training 3 to 5 days a week"),
    (Activity.ACTIVE.value, "Active: training 6 or 7 days a week"),
    (Activity.VERY_ACTIVE.value, "Very active: hard training or physical work every day"),
]
GOALS = [
    ("", "No goal"),
    (Goal.LOSE.value, "Lose weight"),
    (Goal.KEEP.value, "Keep my weight"),
    (Goal.GAIN.value, "Gain weight"),
]
AREAS = [
    (Area.MONEY.value, "Money: what I own and how it grows"),
    (Area.MEALS.value, "Meals: recipes, plans, shopping"),
    (Area.TRAINING.value, "Training: workouts and progress"),
    (Area.LEARNING.value, "Learning: what I want to know"),
]
DIETS = [
    (Diet.EVERYTHING.value, "Everything"),
    (Diet.PESCATARIAN.value, "Pescatarian: fish, no meat"),
    (Diet.VEGETARIAN.value, "Vegetarian: no meat, no fish"),
    (Diet.VEGAN.value, "Vegan: nothing from animals"),
]
ALLERGENS = [
    (Allergen.MILK.value, "Milk"),
    (Allergen.EGGS.value, "Eggs"),
    (Allergen.GLUTEN.value, "Gluten"),
    (Allergen.WHEAT.value, "Wheat"),
    (Allergen.NUTS.value, "Tree nuts"),
    (Allergen.PEANUTS.value, "Peanuts"),
    (Allergen.SOY.value, "Soy"),
    (Allergen.SESAME.value, "Sesame"),
    (Allergen.FISH.value, "Fish"),
    (Allergen.CRUSTACEANS.value, "Crustaceans"),
    (Allergen.MOLLUSCS.value, "Molluscs"),
    (Allergen.CELERY.value, "Celery"),
    (Allergen.MUSTARD.value, "Mustard"),
    (Allergen.LUPIN.value, "Lupin"),
    (Allergen.SULPHITES.value, "Sulphites"),
]


def choice(kind: Callable[[Any], Any], choices: list[tuple[str, str]], **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=choices, coerce=kind, empty_value=None, **options)


def several(
    kind: Callable[[Any], Any], choices: list[tuple[str, str]], **options: Any
) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        choices=choices, coerce=kind, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class Saying(forms.Form):
    """A form that begins with what a person said before, and whose cleaned data is what update_profile takes."""

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        said = {name: getattr(profile, name, None) for name in self.base_fields}
        # A widget takes one of several answers for all of them, unless it is given a list.
        super().__init__(
            data, initial={name: [*value] if isinstance(value, frozenset) else value for name, value in said.items()}
        )
        self.profile = profile


class AboutYou(Saying):
    name = forms.CharField(
        max_length=150,
        required=False,
        label="Your name",
        help_text="How Steward speaks to you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    born_on = forms.DateField(
        required=False,
        label="Date of birth",
        help_text="What a body needs changes with age.",
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )
    sex = choice(
        Sex,
        SEXES,
        required=False,
        label="Sex, for formulas",
        help_text="The formulas for energy and nutrients were measured on women and on men, so they ask for one of the "
        "two. It is used for nothing else. Left out, Steward says which figures it cannot give.",
    )
    height_cm = forms.CharField(
        max_length=20,
        required=False,
        label="Height",
        help_text="Such as 178 cm or 5 ft 10 in.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    activity = choice(Activity, ACTIVITIES, required=False, label="How active you are")

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        super().__init__(data, profile=profile)
        if profile.height_cm:
            self.initial["height_cm"] = spoken_height(profile.height_cm, imperial=profile.units == Units.IMPERIAL)

    def clean_height_cm(self) -> Any:
        text = self.cleaned_data["height_cm"]
        # In the units that stand in the same form, where they are asked for.
        units = self.cleaned_data.get("units") or self.profile.units
        try:
            return parse_height(text, imperial=units == Units.IMPERIAL) if text else None
        except UnreadableHeight as refusal:
            raise forms.ValidationError(refusal.detail) from None


class Aims(Saying):
    areas = several(Area, AREAS, label="What would you like to use Steward for?")
    goal = choice(
        Goal, GOALS, required=False, label="Your goal", help_text="Plans and targets for meals are made to fit it."
    )
    diet = choice(Diet, DIETS, label="What you eat", help_text="Meal plans and recipes leave out the rest.")
    allergens = several(
        Allergen,
        ALLERGENS,
        label="What you must not eat",
        help_text="What the European Union and the United States have declared on food. Plans never use a recipe with "
        "one of yours, nor one of which it is not known.",
    )


class ProfileForm(AboutYou, Aims):
    units = choice(Units, UNITS, label="Units")

    # Units come before the height, which is read in them.
    field_order = ["name", "units", "born_on", "sex", "height_cm", "activity", "goal", "diet", "allergens", "areas"]


class HowPagesSpeak(PreferencesForm):
    units = choice(Units, UNITS, label="Units")

    class Meta(PreferencesForm.Meta):
        fields = ["locale", "time_zone", "base_currency"]

    def __init__(self, data: Any = None, *, profile: Profile, person: Any) -> None:
        super().__init__(data, instance=person, initial={"units": profile.units})


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="A picture of you",
        help_text="JPEG, PNG, WebP or GIF, up to 10 MB. Only you see it, and place and camera are taken out of it.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )


def put_on(form: forms.BaseForm, refusal: DomainError) -> None:
    """What the service refused, beside the fields that it is about."""
    for name, sentences in refusal.fields.items():
        form.add_error(name, sentences)
