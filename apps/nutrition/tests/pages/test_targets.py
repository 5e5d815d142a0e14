"""The pages of targets, and water on the page of a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from apps.nutrition import services
from apps.nutrition.models import DiaryTarget, Drink
from apps.nutrition.tests.factories import about
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db
TARGETS = reverse("nutrition:targets")
SUGGESTED = reverse("nutrition:targets-suggested")
DIARY = reverse("nutrition:diary")
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def noon():
    with clock("2026-03-02T12:00:00Z"):
        yield


@pytest.fixture
def person(client):
    person = UserFactory(locale="en-GB")
    about(person, born_on=date(1986, 1, 1), sex="female", height_cm=Decimal(168), activity="moderate", goal="keep")
    client.force_login(person)
    return person


def page(client, url, said=None):
    return client.get(url, said or {}).content.decode()


def test_a_target_is_said_shown_said_anew_and_ended(client, person):
    empty = page(client, TARGETS)
    for kind, amount, upper in (("about", "2000", ""), ("low", "25", ""), ("high", "6", ""), ("between", "18", "45")):
        nutrient = {"about": "energy", "low": "fibre", "high": "saturated_fat", "between": "iron"}[kind]
        client.post(TARGETS, {"nutrient": nutrient, "kind": kind, "amount": amount, "upper": upper})

    shown = page(client, TARGETS)
    forms = [page(client, TARGETS, {"nutrient": each, "meal": ""}) for each in ("energy", "iron", "saturated_fat")]
    client.post(reverse("nutrition:target-end"), {"nutrient": "iron", "meal": ""})

    assert "You aim at nothing yet" in empty
    for words in ("about 2,000 kcal", "at least 25 g", "at most 6 g", "18 mg to 45 mg", "Your own"):
        assert words in shown
    assert ['value="2000"' in forms[0], 'value="45"' in forms[1], 'value="6"' in forms[2]] == [True] * 3
    assert not DiaryTarget.objects.filter(nutrient="iron").exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "between", "amount": "18"}, "Say between which two amounts"),
        ({"kind": "between", "amount": "18", "upper": "8"}, "At most is less than at least"),
        ({"kind": "about", "amount": "9000000"}, "This can be from 0 to 20,000 kcal"),
        ({"kind": "about"}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, person, said, sentence):
    answer = client.post(TARGETS, {"nutrient": "energy", **said})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_suggestions_name_their_source_and_those_that_are_ticked_are_taken(client, person):
    shown = page(client, SUGGESTED, {"weight": "65"})
    client.post(reverse("nutrition:targets-take"), {"weight": "65", "take": ["energy", "iron"]})

    assert "National Academies" in shown
    assert "Institute of Medicine 2001" in shown
    taken = DiaryTarget.objects.for_user(person)
    assert {(row.nutrient, row.since) for row in taken} == {("energy", DAY), ("iron", DAY)}
    assert all(row.source for row in taken)


def test_a_suggestion_that_cannot_be_says_why(client, person):
    too_fast = client.get(SUGGESTED, {"weight": "65", "change": "-3"})
    nonsense = client.post(reverse("nutrition:targets-take"), {"weight": "heavy"}, follow=True)

    assert too_fast.status_code == 422
    assert "change by at most 0.7 kg a week" in too_fast.content.decode()
    assert "Please say your weight once more" in nonsense.content.decode()


def test_a_profile_that_says_too_little_leads_there(client, person):
    about(person, height_cm=None)

    shown = page(client, SUGGESTED)

    assert "does not say your height yet" in shown
    assert reverse("accounts:profile") in shown


def test_weights_are_asked_for_in_the_units_of_the_person(client, person):
    about(person, units="imperial", sex="male")

    shown = page(client, SUGGESTED, {"weight": "143"})

    assert "Your weight (lb)" in shown
    assert "pregnancy" not in shown
    assert "kcal" in shown


def test_a_day_shows_what_is_left_and_what_is_too_much(client, person):
    aims = [
        services.own_aim("energy", about=2000), services.own_aim("fat", high=10), services.own_aim("iron", low=18),
        services.own_aim("energy", meal="lunch", about=600),
    ]  # fmt: skip
    services.set_targets(owner=person, aims=aims, since=DAY)
    amounts = {"energy": 500, "fat": 30, "iron": None}
    services.quick_add(owner=person, on=DAY, meal="lunch", name="Soup", amounts=amounts)

    shown = page(client, DIARY)

    assert "1,500 kcal left" in shown
    assert "20.0 g too much" in shown
    assert "100 kcal left" in shown
    assert "at least 18 mg" in shown
    assert "not known" in shown


# --- Water --------------------------------------------------------------------------------------------------


def test_a_glass_is_one_click_and_so_is_taking_it_back(client, person):
    services.set_targets(owner=person, aims=[services.own_aim("drinks", about=2000)], since=DAY)

    said = {"on": "2026-03-02", "volume_ml": "250"}
    fragment = client.post(reverse("nutrition:drink"), said, headers={"HX-Request": "true"}).content.decode()
    forget = reverse("nutrition:drink-forget", args=[Drink.objects.get().uuid])
    back = client.post(forget, follow=True).content.decode()

    assert "250 ml of water." in fragment
    assert "1,750 ml left" in fragment
    assert forget in fragment
    assert "250 ml taken back." in back
    assert not Drink.objects.exists()


@pytest.mark.parametrize("volume", ["", "much", "-5", "9999", "9" * 30])
def test_what_is_no_volume_is_refused(client, person, volume):
    answer = client.post(reverse("nutrition:drink"), {"on": "2026-03-02", "volume_ml": volume}, follow=True)

    assert "This can be from 1 to 5,000 ml." in answer.content.decode()
