"""Foods found by what people type."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from apps.nutrition import services
from apps.nutrition.models import POPULAR_FOOD, Food, Word
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


@pytest.mark.parametrize(("simple", "typed", "sent"), [(12, "lentil", 1), (3, "lentil", 2), (12, "lentl", 2)])
def test_a_suggestion_begins_among_simple_foods_and_takes_two_statements_at_most(simple, typed, sent):
    user = UserFactory()
    for number in range(simple):
        FoodFactory(name=f"Lentil stew {number}", popularity=POPULAR_FOOD)
    FoodFactory(name="Lentil stew of somebody", brand="Somebody", popularity=0)
    learn_words()

    with statements() as asked:
        found = names(reads.foods_like(user, typed))

    assert len(asked) == sent
    assert ("Lentil stew of somebody" in found) == (simple < 10)


def test_what_a_person_added_is_among_the_first_that_are_looked_at():
    own = services.add_food(owner=UserFactory(), name="Milk of our cow")
    for number in range(20):
        FoodFactory(name=f"Milk {number}", popularity=POPULAR_FOOD - number % 2)

    assert own.uuid in [food.uuid for food in reads.foods_like(own.owner, "milk of")]
    assert own.popularity == POPULAR_FOOD


def test_simple_foods_have_an_index_of_their_own_words():
    Food.objects.bulk_create(
        Food(name=f"Soup {number:x}", source="csv", source_id=str(number), popularity=POPULAR_FOOD + number % 2 - 1)
        for number in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE nutrition_food")

    with statements() as asked:
        reads.foods_like(AnonymousUser(), "soup 1a1")

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {asked[0]}")
        assert "food_stems_popular" in str(cursor.fetchall())


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
