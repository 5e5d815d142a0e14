"""The calculators as pages, for anybody: what is typed is neither kept nor sent on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from project.lib import formats
from project.lib.errors import DomainError
from project.lib.pages import render_page

from ..domain.calculators.answers import Answer, Calculator, Method
from ..domain.calculators.catalogue import CALCULATORS, calculate
from ..domain.calculators.inputs import Choice, Measure
from .fields import AmountField

# The spelling that people of each system think in; feet take inches beside them.
_IMPERIAL = {"kg": ("lb",), "m": ("ft", "in")}
_METRIC = {"m": ("cm",)}
# Whose formula it is, where that is no plain word.
_NAMES = {
    "mifflin_st_jeor": "Mifflin–St Jeor", "harris_benedict": "Harris–Benedict", "katch_mcardle": "Katch–McArdle",
    "roza_shizgal": "Harris–Benedict, revised by Roza and Shizgal", "oconner": "O’Conner", "who": "WHO",
    "nasem_2023": "National Academies 2023", "iom_2005": "Institute of Medicine 2005", "navy": "US Navy",
    "navy_inches": "US Navy, in rounded inches", "dri_2004": "Institute of Medicine 2004", "efsa_2010": "EFSA 2010",
    "dri": "National Academies", "share": "As parts of the energy", "body_weight": "By body weight",
    "of_maximum": "As parts of the maximum",
}  # fmt: skip
_UNIT_WORDS = {"cm": "cm", "kg": "kg", "lb": "lb", "ft": "feet", "in": "inches", "kcal": "kcal", "years": "years"}


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """All of them, and the one that is asked for with its answer."""
    chosen = CALCULATORS.get(request.GET.get("calculator", ""), next(iter(CALCULATORS.values())))
    method = _method(chosen, request.GET.get("method", ""))
    imperial = _thinks_imperial(request)
    form = CalculatorForm(method, imperial=imperial, data=request.GET if "go" in request.GET else None)
    answer = None
    if form.is_bound and form.is_valid():
        try:
            answer = calculate({"calculator": chosen.name, "method": method.name, **form.said()})
        except DomainError as no:
            form.say(no)
    context = {
        "calculators": CALCULATORS.values(),
        "calculator": chosen,
        "method": method,
        "methods": [(each, _NAMES.get(each.name) or words(each.name)) for each in chosen.methods],
        "imperial": imperial,
        "form": form,
        "answer": answer and _shown(chosen, answer),
    }
    return render_page(request, "nutrition/calculator.html", context=context, status=422 if form.errors else 200)


def _method(chosen: Calculator, name: str) -> Method:
    return next((each for each in chosen.methods if each.name == name), chosen.methods[0])


def _thinks_imperial(request: HttpRequest) -> bool:
    asked = request.GET.get("units", "")
    if asked in {"metric", "imperial"}:
        return asked == "imperial"
    return getattr(request.user, "locale", "").endswith("-US")


class CalculatorForm(forms.Form):
    """The inputs of one method, in one system of units."""

    def __init__(self, method: Method, *, imperial: bool, data: Any = None) -> None:
        super().__init__(data)
        for each in method.inputs:
            if isinstance(each, Choice):
                self.fields[each.name] = _choice(each)
            else:
                for unit in _units(each, imperial=imperial):
                    name = f"{each.name}_{unit}" if unit else each.name
                    self.fields[name] = _amount(each, unit)

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}

    def say(self, no: DomainError) -> None:
        """At its field; at the first one of a measure that is said in two."""
        for name, sentences in no.fields.items():
            known = next((field for field in self.fields if field == name or _same(field, name)), None)
            self.add_error(known, list(sentences))


def _same(field: str, name: str) -> bool:
    return field.rpartition("_")[0] == name.rpartition("_")[0] != ""


def _units(each: Measure, *, imperial: bool) -> tuple[str, ...]:
    first = next(iter(each.units))
    wanted = (_IMPERIAL if imperial else _METRIC).get(first, (first,))
    return wanted if all(unit in each.units for unit in wanted) else (first,)


def _choice(each: Choice) -> forms.ChoiceField:
    options = [(option, words(option)) for option in each.options]
    required = not each.optional and each.default is None
    return forms.ChoiceField(
        label=words(each.name), choices=options if each.default else [("", ""), *options], required=required,
        initial=each.default,
    )  # fmt: skip


def _amount(each: Measure, unit: str) -> AmountField:
    said = _UNIT_WORDS.get(unit, unit)
    label = words(each.name.removesuffix("_percent")) + (f", {said}" if unit else "")
    # Inches beside feet may be left out, as whoever is six feet tall has none.
    required = not each.optional and unit != "in"
    about = "" if label.lower().startswith(each.about.lower()) else f"{each.about.capitalize()}."
    return AmountField(label=label, required=required, help_text=about)


def words(name: str) -> str:
    """The name of a method, an option or an input, as people read it."""
    return name.replace("_", " ").capitalize()


def _shown(chosen: Calculator, answer: Answer) -> dict[str, Any]:
    value = None if answer.value is None else f"{formats.number(answer.value, places=chosen.decimals)} {answer.unit}"
    return {
        "value": value,
        "source": answer.source,
        "notes": answer.notes,
        "details": [(words(name), _detail(value)) for name, value in _flat(answer.details)],
    }


def _flat(details: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Details within details under both their names."""
    found: list[tuple[str, Any]] = []
    for name, value in details.items():
        whole = f"{before} {name}".strip()
        if isinstance(value, Mapping):
            found += _flat(value, whole)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            for part in value:
                said = dict(part)
                title = next((said.pop(key) for key in ("name", "nutrient", "zone") if key in said), whole)
                found.append((str(title), said))
        else:
            found.append((whole, value))
    return found


def _detail(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float | int):
        return formats.number(value, places=0 if value == int(value) else 2)
    if isinstance(value, Mapping):
        return ", ".join(
            f"{words(str(name)).lower()} {_detail(each)}" for name, each in value.items() if each is not None
        )
    if isinstance(value, list | tuple):
        return " to ".join(_detail(each) for each in value)
    return "not set" if value is None else str(value)
