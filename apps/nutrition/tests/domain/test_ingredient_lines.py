"""The parser against the list of lines, and what holds for every line."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.ingredients.parser import parse
from apps.nutrition.domain.ingredients.reading import Measured
from apps.nutrition.domain.ingredients.units import UNITS, unit_called
from tests.bench.ingredients import expected, found

LINES = list(expected())
WORDS = """
1 2 1/2 ½ 2-3 , ( ) or and plus cup cups g 14-oz oz can large cloves garlic chopped, finely of to taste for x / - . %
a pinch juice of lemon optional : ® flour dozen 1-inch fresh
"""
words = st.sampled_from(WORDS.split())


def test_there_are_enough_lines_to_mean_something():
    assert len({each.line for each in LINES}) >= 450


@pytest.mark.parametrize("each", LINES, ids=lambda each: each.line)
def test_every_line_of_the_list_is_read_as_it_says(each):
    assert found(each.line) == each.parts


def one(amount, unit):
    return Measured(Fraction(amount), Fraction(amount), unit)


@pytest.mark.parametrize(
    ("line", "size", "same_as"),
    [
        ("1 (14.5 oz) can tomatoes", one("14.5", "oz"), None),
        ("2 cans (15 oz each) black beans", one(15, "oz"), None),
        ("12-oz can evaporated milk", one(12, "oz"), None),
        ("2 - 14 oz cans tomatoes", one(14, "oz"), None),
        ("2 x 400 g cans kidney beans", one(400, "g"), None),
        ("4 6-ounce salmon fillets", one(6, "oz"), None),
        ("1 Dose Tomaten (400 g)", one(400, "g"), None),
        ("1 cup (120g) flour", None, one(120, "g")),
        ("50g/2oz butter", None, one(2, "oz")),
        ("1 litre/1¾ pints of stock", None, one("7/4", "pint")),
        ("2 chicken breasts (about 1 lb)", None, one(1, "lb")),
        ("4 ounces cheese, grated (about 1 cup)", None, one(1, "cup")),
    ],
)
def test_sizes_and_the_same_amount_in_other_words(line, size, same_as):
    read = parse(line)

    assert (read.size, read.same_as) == (size, same_as)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("salt to taste", "to taste"),
        ("2 cups flour, plus more for dusting", "plus more for dusting"),
        ("1 heaping tablespoon cocoa", "heaping"),
        ("about 2 cups water", "about"),
        ("1 small head lettuce", "small"),
        ("1-inch piece ginger", "1-inch"),
        ("1 cup water (or more)", "or more"),
        ("some parsley", "some"),
        ("1 large can beans", "large"),
        ("1 cup milk or oat milk, or soy milk, or rice milk", "or rice milk; or soy milk"),
    ],
)
def test_what_is_said_by_the_way_is_a_note(line, note):
    assert parse(line).note == note


@pytest.mark.parametrize(
    ("line", "alternative"),
    [
        ("1/2 cup butter or margarine", "margarine"),
        ("4 cups chicken or vegetable stock", "vegetable stock"),
        ("1 tbsp fresh or 1 tsp dried oregano", "1 tsp dried oregano"),
        ("1 bunch cilantro/coriander", "coriander"),
        ("1 cup butter, or margarine, melted", "margarine"),
        ("1 cup milk", ""),
    ],
)
def test_what_may_be_taken_instead(line, alternative):
    assert parse(line).alternative == alternative


def test_optional_lines_and_headings_are_told():
    assert parse("optional: 1 tsp chili flakes").optional
    assert parse("1/4 cup nuts (optional)").optional
    assert not parse("1 tsp salt").optional
    assert parse("For the sauce:").heading
    assert parse("For the sauce:").note == "For the sauce"


def test_what_cannot_be_told_apart_stays_in_the_food():
    assert parse("the good stuff from the market").food == "the good stuff from the market"
    assert parse("").food == ""


@pytest.mark.parametrize("name", sorted(UNITS))
def test_every_unit_is_found_by_its_name(name):
    assert unit_called(name.upper()) is UNITS[name]


def test_a_word_that_is_no_unit_is_none():
    assert unit_called("cupcake") is None


@given(st.lists(words, max_size=10).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_and_kept(text):
    read = parse(text)

    assert read.text == text
    if read.amount:
        assert 0 <= read.amount.low <= read.amount.high


@given(
    amount=st.fractions(min_value=Fraction(1, 8), max_value=20, max_denominator=8),
    unit=st.sampled_from(["cup", "g", "tablespoon", "lb", "ml", "slice"]),
    food=st.sampled_from(["flour", "brown rice", "peanut butter", "oat milk"]),
)
def test_what_is_written_plainly_comes_back(amount, unit, food):
    whole, part = divmod(amount, 1)
    number = " ".join(str(each) for each in (whole, part) if each)

    read = parse(f"{number} {unit} {food}")

    assert (read.amount, read.food) == (Measured(amount, amount, unit), food)
