"""What is at home: counted, weighed, used up, and every change taken back."""

from datetime import date

import pytest

from apps.nutrition import services
from apps.nutrition.models import PantryChange, PantryLot
from apps.nutrition.services.pantry import ChangedSince, PantryIsFull
from apps.nutrition.tests.factories import (
    FoodFactory,
    FoodMeasureFactory,
    OwnFoodFactory,
    PantryLotFactory,
    ShoppingListFactory,
)
from project.lib.errors import NotThere
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
THROWN_AWAY = PantryChange.Kind.THROWN_AWAY


@pytest.fixture
def person():
    return UserFactory()


@pytest.mark.parametrize(
    ("amount", "unit", "grams"),
    [(2, "kg", 2000), (2, "cups", 240), (3, "", None), (1, "tin", None), (None, "g", None)],
)
def test_a_lot_weighs_what_its_unit_or_its_foods_measures_tell(person, amount, unit, grams):
    food = FoodMeasureFactory(unit="cup", grams=120).food

    lot = services.add_lot(owner=person, food=food, amount=amount, unit=unit).lot

    assert lot.grams == grams
    assert lot.name == food.name


def test_words_that_mean_a_food_are_that_food(person):
    onion = FoodFactory(name="Onions, raw", group="vegetables")

    lots = [services.add_lot(owner=person, name=name, amount=2, unit="").lot for name in (" onions ", "lamp oil")]

    assert [(lot.name, lot.food, lot.grams and round(lot.grams)) for lot in lots] == [
        ("onions", onion, 220), ("lamp oil", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("name", {"name": "  "}),
        ("unit", {"name": "Rice", "amount": 2, "unit": "barrels of"}),
        ("amount", {"name": "Rice", "amount": 0}),
        ("amount", {"name": "Rice", "amount": 1e9}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(person, field, said):
    with pytest.raises(services.BadLot) as no:
        services.add_lot(owner=person, **said)

    assert field in no.value.fields


def test_somebody_elses_food_is_not_there(person):
    with pytest.raises(NotThere):
        services.add_lot(owner=person, food=OwnFoodFactory())


def test_a_pantry_is_full_some_day(person, monkeypatch):
    monkeypatch.setattr(services.pantry, "MOST_LOTS", 1)
    PantryLotFactory(owner=person)

    with pytest.raises(PantryIsFull):
        services.add_lot(owner=person, name="Rice")


def test_some_is_used_then_the_rest_and_both_are_undone_the_last_first(person):
    lot = PantryLotFactory(owner=person, amount=2, unit="can", grams=480)
    first = services.use_lot(owner=person, lot=lot, amount=0.5)
    second = services.use_lot(owner=person, lot=lot, amount=1.5)
    lot.refresh_from_db()
    assert lot.gone_at is not None
    assert lot.changes.count() == 2

    with pytest.raises(ChangedSince):
        services.undo_change(owner=person, change=first)
    services.undo_change(owner=person, change=second)
    lot.refresh_from_db()
    assert (lot.amount, lot.grams, lot.gone_at) == (1.5, 360, None)
    services.undo_change(owner=person, change=first)

    lot.refresh_from_db()
    assert (lot.amount, lot.grams) == (2, 480)
    with pytest.raises(NotThere):
        services.undo_change(owner=person, change=first)


def test_what_was_weighed_only_is_used_by_weight(person):
    lot = PantryLotFactory(owner=person, amount=None, unit="", grams=200)

    services.use_lot(owner=person, lot=lot, amount=50, kind=THROWN_AWAY)

    lot.refresh_from_db()
    assert (lot.amount, lot.grams) == (None, 150)
    assert lot.changes.get().kind == "thrown_away"


@pytest.mark.parametrize("amount", [0, -1, 201])
def test_nobody_uses_more_than_there_is_or_nothing(person, amount):
    with pytest.raises(services.BadLot):
        services.use_lot(owner=person, lot=PantryLotFactory(owner=person), amount=amount)


def test_some_of_what_nobody_counted_cannot_be_said(person):
    lot = PantryLotFactory(owner=person, amount=None, unit="", grams=None)
    with pytest.raises(services.BadLot):
        services.use_lot(owner=person, lot=lot, amount=1)

    services.use_lot(owner=person, lot=lot)

    with pytest.raises(NotThere):
        services.use_lot(owner=person, lot=lot)


def test_a_change_is_undone_to_the_day_and_the_word(person):
    lot = PantryLotFactory(owner=person, due_on=date(2026, 12, 1), place="Fridge")

    done = services.change_lot(owner=person, lot=lot, name="Rice", amount=1, unit="kg", due_on=None, place="")
    changed = PantryLot.objects.get()
    services.undo_change(owner=person, change=done)

    assert (changed.name, changed.grams, changed.due_on, changed.place) == ("Rice", 1000, None, "")
    lot.refresh_from_db()
    assert (lot.grams, lot.due_on, lot.place) == (200, date(2026, 12, 1), "Fridge")


def test_undoing_that_something_was_added_takes_it_away(person):
    done = services.add_lot(owner=person, name="Rice")

    services.undo_change(owner=person, change=done)

    assert not PantryLot.objects.exists()


def test_what_was_put_away_from_a_list_is_counted_as_bought_and_can_be_undone(person):
    shopping = ShoppingListFactory(owner=person, lines=1)
    shopping.items.update(ticked_at="2026-11-25T10:00Z")
    shopping.items.create(name="Tomatoes", amounts=[[2, "can"], [200, "g"]], ticked_at="2026-11-25T10:00Z")

    services.put_away(shopping=shopping)
    lots = {lot.name: lot.counted for lot in PantryLot.objects.all()}
    services.undo_change(owner=person, change=PantryChange.objects.get(lot__name="Tomatoes"))
    again = services.put_away(shopping=shopping)

    assert lots == {"Thing 0": (200, "g"), "Tomatoes": None}
    assert again == 1
