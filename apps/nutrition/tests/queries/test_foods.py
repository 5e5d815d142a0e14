"""Foods found by what people type."""

import pytest
from django.contrib.auth.models import AnonymousUser

from apps.nutrition.models import Food, Word
from apps.nutrition.queries import foods as reads
from apps.nutrition.services.words import learn_words
from apps.nutrition.tests.factories import FoodFactory, OwnFoodFactory
from project.lib.errors import NotThere
from project.lib.testing import UserFactory, scanned, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    for number, name in enumerate(["Broccoli, raw", "Tomatoes, red, raw", "Jalapeño peppers, raw", "Blueberries, raw",
                                   "Chicken, breast, raw", "Chicken soup", "Egg, whole, raw"]):  # fmt: skip
        FoodFactory(name=name, popularity=100 - number)
    learn_words()


def names(found):
    return [food.name for food in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("broccoli", "Broccoli, raw"),
        ("brocoli", "Broccoli, raw"),
        ("tomato", "Tomatoes, red, raw"),
        ("jalapeno pepper", "Jalapeño peppers, raw"),
        ("JALAPEÑO", "Jalapeño peppers, raw"),
        ("blueberry", "Blueberries, raw"),
        ("chiken brest", "Chicken, breast, raw"),
        ("breast chicken", "Chicken, breast, raw"),
        ("eggs", "Egg, whole, raw"),
        ("blueb", "Blueberries, raw"),
    ],
)
def test_a_food_is_found_however_it_is_spelled(catalogue, typed, found):
    user = UserFactory()

    assert names(reads.foods_like(user, typed))[0] == found
    assert names(reads.foods(user, typed))[0] == found


@pytest.mark.parametrize("typed", ["", "   ", "'; --", "&|!", "<->", "zzzzqqq", "½", "гречка", "\\", "'"])
def test_words_that_are_none_find_nothing_to_suggest(catalogue, typed):
    assert reads.foods_like(UserFactory(), typed) == []


def test_the_popular_come_first_and_the_name_itself_before_them(catalogue):
    FoodFactory(name="Chicken", popularity=0)

    found = names(reads.foods_like(UserFactory(), "chicken"))

    assert found == ["Chicken", "Chicken, breast, raw", "Chicken soup"]


def test_people_find_what_they_added_and_nobody_else_does():
    own = OwnFoodFactory(name="Grandmother's strudel")

    assert [food.uuid for food in reads.foods_like(own.owner, "strudel")] == [own.uuid]
    assert reads.foods_like(UserFactory(), "strudel") == []
    assert list(reads.foods(AnonymousUser(), "strudel")) == []
    with pytest.raises(NotThere):
        reads.food_for(UserFactory(), own.uuid)


def test_a_suggestion_takes_one_statement_and_two_where_it_is_mistyped(catalogue):
    user = UserFactory()
    for number in range(5):
        FoodFactory(name=f"Lentil stew {number}")
    learn_words()

    with statements() as sent:
        reads.foods_like(user, "lentil")
    with statements() as mistyped:
        reads.foods_like(user, "lentl")

    assert (len(sent), len(mistyped)) == (1, 2)


def test_a_search_reads_an_index_and_not_the_table():
    user = UserFactory()
    Food.objects.bulk_create(
        Food(name=f"Food {number:x} {number % 977:o}q", source="csv", source_id=str(number), popularity=number % 50)
        for number in range(6000)
    )
    Word.objects.bulk_create(Word(text=f"{number * 7919:x}word", uses=1) for number in range(6000))
    visible = Food.objects.visible_to(user)

    assert scanned(visible.with_words("1a2").popular_first()[:25]) == set()
    assert scanned(visible.with_words_alike("wurd1ee 642q").popular_first()[:25]) == set()
    assert scanned(visible.popular_first()[:25]) == set()


def test_what_people_wrote_is_in_no_list_of_words():
    own = OwnFoodFactory(name="Secretstrudel")
    FoodFactory(name="Applestrudel")
    learn_words()

    assert names(reads.foods(own.owner, "applstrudl")) == ["Applestrudel"]
    assert (
        names(reads.foods(own.owner, "secretstrudl")) == names(reads.foods(own.owner, "applstrudl secretstrdl")) == []
    )


@pytest.mark.parametrize(("typed", "found"), [("chick", True), ("soup chick", True), ("chick soup", False)])
def test_only_the_last_word_may_be_only_begun(typed, found):
    FoodFactory(name="Chickpea soup")

    assert names(reads.foods(AnonymousUser(), typed)) == (["Chickpea soup"] if found else [])


def test_a_bar_code_finds_its_food_whatever_zeros_pad_it():
    food = FoodFactory(barcode="4006381333931")

    assert list(reads.with_barcode(UserFactory(), "04006381333931")) == [food]
    assert list(reads.with_barcode(UserFactory(), "000")) == []
