"""The forms of recipes."""

from typing import Any

from django import forms

from project.lib.errors import DomainError

from ..domain.foods.groups import ALLERGENS, DIETS
from ..models import MEALS, Recipe, RecipeReport
from ..queries.recipes import ORDERS, Narrowed
from .contents import TITLES

MEAL_TITLES = [(meal, meal.capitalize()) for meal in MEALS]
_ORDER_TITLES = {"popular": "Popular first", "quick": "Quickest first", "new": "Newest first"}


class RecipeFilter(forms.Form):
    words = forms.CharField(label="Search", required=False, max_length=100)
    meal = forms.ChoiceField(label="Meal", required=False, choices=[("", "Any"), *MEAL_TITLES])
    diet = forms.ChoiceField(
        label="Diet", required=False, choices=[("", "Any"), *((diet, diet.capitalize()) for diet in DIETS)]
    )
    free_of = forms.MultipleChoiceField(
        label="Free of", required=False, choices=[(each, TITLES[each].capitalize()) for each in ALLERGENS],
        widget=forms.CheckboxSelectMultiple, help_text="Only what is known to be free of it is shown.",
    )  # fmt: skip
    most_minutes = forms.IntegerField(label="At most, minutes", required=False, min_value=1, max_value=600)
    most_kcal = forms.IntegerField(label="At most, kcal a serving", required=False, min_value=1, max_value=5000)
    cuisine = forms.CharField(label="Cuisine", required=False, max_length=40)
    tag = forms.CharField(label="Tag", required=False, max_length=30)
    only = forms.ChoiceField(
        label="Whose", required=False, choices=[("", "All"), ("mine", "My own"), ("favourites", "My favourites")]
    )
    order = forms.ChoiceField(label="Order", required=False, choices=[*_ORDER_TITLES.items()])

    def __init__(self, data: Any, *, signed_in: bool) -> None:
        super().__init__(data)
        if not signed_in:
            del self.fields["only"]
        self.full_clean()

    @property
    def narrows(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name not in {"words", "order"})

    def narrowed(self) -> Narrowed:
        """What is wrong narrows nothing; it is said at its field."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        said["order"] = said.get("order") if said.get("order") in ORDERS else "popular"
        return Narrowed(**said)


class _Lines(forms.CharField):
    """Text whose lines are a list."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class RecipeForm(forms.Form):
    title = forms.CharField(label="Name", max_length=150)
    description = forms.CharField(
        label="In a sentence", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    servings = forms.IntegerField(label="Servings", min_value=1, max_value=100, initial=2)
    minutes_prep = forms.IntegerField(label="Minutes of work", min_value=0, max_value=6000, initial=0)
    minutes_cook = forms.IntegerField(label="Minutes of cooking", min_value=0, max_value=6000, initial=0)
    ingredients = _Lines(
        label="Ingredients", max_length=20_000,
        help_text="Each on a line of its own, as you would write it: 2 onions, chopped. A line that ends in a colon is "
        "a heading.",
    )  # fmt: skip
    steps = _Lines(label="Steps", max_length=30_000, required=False, help_text="Each on a line of its own.")
    meals = forms.MultipleChoiceField(
        label="For", required=False, choices=MEAL_TITLES, widget=forms.CheckboxSelectMultiple
    )
    cuisine = forms.CharField(label="Cuisine", max_length=40, required=False)
    tags = forms.CharField(label="Tags", max_length=300, required=False, help_text="With commas between them.")
    source_name = forms.CharField(label="Where it comes from", max_length=100, required=False)
    source_url = forms.URLField(label="Its address", max_length=500, required=False, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ingredients"].widget.attrs["rows"] = 10
        self.fields["steps"].widget.attrs["rows"] = 8

    def clean_tags(self) -> list[str]:
        tags = [tag.strip().lower() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]
        if any(len(tag) > 30 for tag in tags):
            raise forms.ValidationError("A tag has at most 30 letters.")
        return list(dict.fromkeys(tags))

    def say(self, no: DomainError) -> None:
        told = {name: sentences for name, sentences in no.fields.items() if name in self.fields}
        for name, sentences in told.items():
            self.add_error(name, list(sentences))
        if not told:
            self.add_error(None, no.detail)

    @classmethod
    def said_by(cls, recipe: Recipe) -> dict[str, Any]:
        """The initial values of a form that edits it."""
        said = {name: getattr(recipe, name) for name in cls.base_fields if name != "ingredients"}
        lines = sorted(recipe.ingredients.all(), key=lambda line: line.place)
        return said | {"ingredients": [line.text for line in lines], "tags": ", ".join(recipe.tags)}


class MarkForm(forms.Form):
    rating = forms.TypedChoiceField(
        label="Stars", required=False, coerce=int, empty_value=None,
        choices=[("", "None"), *((str(stars), "★" * stars) for stars in range(5, 0, -1))],
    )  # fmt: skip
    note = forms.CharField(
        label="My note", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only you see it.",
    )  # fmt: skip


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label="What is wrong", choices=RecipeReport.Reason.choices)
    words = forms.CharField(
        label="In your words", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class CookedForm(forms.Form):
    on = forms.DateField(label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    servings = forms.IntegerField(label="Servings", min_value=1, max_value=100)
