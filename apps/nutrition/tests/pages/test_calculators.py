"""The calculators, for anybody."""

import pytest
from django.urls import reverse

from apps.nutrition.domain.calculators.catalogue import CALCULATORS
from apps.nutrition.pages.calculators import CalculatorForm
from project.lib.testing import UserFactory

URL = reverse("nutrition:calculator")
BODY = {"sex": "female", "age_years": "30", "weight_kg": "60", "height_cm": "165", "go": "1"}


def test_a_calculator_needs_no_account_and_names_its_source(client):
    page = client.get(URL, {"calculator": "bmr", **BODY}).content.decode()

    assert "1,320.3 kcal/day" in page
    assert "Mifflin, St Jeor et al. 1990" in page


def test_feet_and_inches_are_one_measure(client):
    body = {**BODY, "units": "imperial", "weight_lb": "154.3", "height_ft": "5", "height_in": "9"}

    page = client.get(URL, {"calculator": "bmi", **body}).content.decode()

    assert "22.79" in page


@pytest.mark.django_db
def test_people_of_the_united_states_are_asked_in_their_units(client):
    client.force_login(UserFactory(locale="en-US"))

    assert 'name="height_ft"' in client.get(URL).content.decode()
    assert 'name="height_cm"' in client.get(URL, {"units": "metric"}).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"weight_kg": "7"}, "must be between"),
        ({"weight_kg": "heavy"}, "Write a number"),
        ({"weight_kg": ""}, "required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, said, sentence):
    answer = client.get(URL, {"calculator": "bmr", **BODY, **said})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("imperial", [True, False])
@pytest.mark.parametrize(
    ("calculator", "method"), [(each.name, method.name) for each in CALCULATORS.values() for method in each.methods]
)
def test_every_formula_can_be_asked_by_its_form(client, calculator, method, imperial):
    known = next(each for each in CALCULATORS[calculator].methods if each.name == method)
    values = {
        "age": "30", "weight_kg": "70", "weight_lb": "154", "height_cm": "175", "height_ft": "5", "height_in": "9",
        "energy": "2200", "body_fat_percent": "20", "waist": "80", "hip": "95", "neck": "36", "reps": "5",
        "lift": "100", "mass": "100", "heart": "60", "minutes": "30",
    }  # fmt: skip
    asked = {"calculator": calculator, "method": method, "units": "imperial" if imperial else "metric", "go": "1"}
    for name, field in CalculatorForm(known, imperial=imperial).fields.items():
        options = [key for key, _ in getattr(field, "choices", ()) if key]
        told = next((value for key, value in values.items() if name.startswith(key)), "20")
        asked[name] = (options[0] if options else told) if field.required or "height" in name else ""

    answer = client.get(URL, asked)

    # Whatever it says, it says it on the page.
    assert answer.status_code in {200, 422}
    assert CALCULATORS[calculator].title in answer.content.decode()


@pytest.mark.parametrize("asked", [{"calculator": "tarot"}, {"method": "guess"}, {"units": "cubits"}])
def test_what_does_not_exist_is_another(client, asked):
    assert client.get(URL, asked).status_code == 200
