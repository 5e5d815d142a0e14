"""The forms of foods."""

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from project.lib.errors import DomainError

from ..domain.foods.nutrients import BY_KEY, NUTRIENTS, SALT_PER_SODIUM, salt_g
from ..models import Food
from .amounts import MAIN
from .fields import AmountField

# Salt stands for sodium, as labels have it.
_MORE = [nutrient for nutrient in NUTRIENTS if nutrient.key not in {*MAIN, "sodium"}]


class FoodFilter(forms.Form):
    words = forms.CharField(label="Search", required=False, max_length=100)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.own = data.get("own") == "1"
        self.full_clean()
        self.typed: str = self.cleaned_data.get("words", "")


class FoodForm(forms.Form):
    name = forms.CharField(label="Name", max_length=250)
    brand = forms.CharField(label="Brand", max_length=100, required=False)
    barcode = forms.CharField(label="Bar code", max_length=20, required=False, help_text="The digits below the bars.")
    portion = forms.CharField(label="A portion is called", max_length=80, required=False, help_text="Such as slice.")
    portion_g = AmountField(label="And weighs, in grams", required=False, most=20_000)
    salt_g = AmountField(label="Salt (g)", required=False, most=100)

    main_names: ClassVar[list[str]] = [*(BY_KEY[key].column for key in MAIN), "salt_g"]
    more_names: ClassVar[list[str]] = [nutrient.column for nutrient in _MORE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nutrient in NUTRIENTS:
            if nutrient.key != "sodium":
                self.fields[nutrient.column] = AmountField(
                    label=f"{nutrient.title} ({nutrient.unit})", required=False, most=1e8
                )

    # --- Groups, for the template ---

    @property
    def about(self) -> list[BoundField]:
        return [self[name] for name in ("name", "brand", "barcode")]

    @property
    def main(self) -> list[BoundField]:
        return [self[name] for name in self.main_names]

    @property
    def portion_fields(self) -> list[BoundField]:
        return [self["portion"], self["portion_g"]]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in self.more_names]

    @property
    def more_open(self) -> bool:
        return any(field.errors or field.value() not in {None, ""} for field in self.more)

    # --- What was meant ---

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("portion") and not said.get("portion_g") and "portion_g" not in self.errors:
            self.add_error("portion_g", "Say what the portion weighs.")
        return said

    def particulars(self) -> dict[str, Any]:
        said = self.cleaned_data
        amounts = {nutrient.column: said.get(nutrient.column) for nutrient in NUTRIENTS if nutrient.key != "sodium"}
        salt = said.get("salt_g")
        amounts["sodium_mg"] = None if salt is None else salt / SALT_PER_SODIUM * 1000
        portions = [(said["portion"] or "portion", said["portion_g"])] if said.get("portion_g") else []
        return {
            **{name: said[name] for name in ("name", "brand", "barcode")}, "amounts": amounts, "portions": portions,
        }  # fmt: skip

    def say(self, no: DomainError) -> None:
        """What the service refused, at its fields where it names them."""
        told = {name: sentences for name, sentences in no.fields.items() if name in self.fields}
        for name, sentences in told.items():
            self.add_error(name, list(sentences))
        if not told:
            self.add_error(None, no.detail)

    @staticmethod
    def said_by(food: Food) -> dict[str, Any]:
        """The initial values of a form that edits it."""
        portion = food.measures.first()
        said = {nutrient.column: getattr(food, nutrient.column) for nutrient in NUTRIENTS}
        said |= {name: getattr(food, name) for name in ("name", "brand", "barcode")}
        said["salt_g"] = salt_g(said.pop("sodium_mg"))
        return said | ({"portion": portion.label, "portion_g": portion.grams} if portion else {})
