from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.ingredients.amounts import FoodMeasures, grams, millilitres, scaled
from apps.nutrition.domain.ingredients.parser import parse
from apps.nutrition.domain.ingredients.reading import Measured
from apps.nutrition.domain.ingredients.shopping import Merged, Needed, merged, missing, shown_in
from apps.nutrition.domain.ingredients.units import System

UNKNOWN = FoodMeasures()
FLOUR = FoodMeasures(grams={"cup": Fraction(125), "tablespoon": Fraction(8)})
EGG = FoodMeasures(grams={"large": Fraction(50), "": Fraction(50)})
MILK = FoodMeasures(g_per_ml=Fraction("1.03"))
amounts = st.builds(
    lambda low, more, unit: Measured(low, low + more, unit),
    st.fractions(0, 20, max_denominator=8),
    st.fractions(0, 5, max_denominator=8),
    st.sampled_from(["g", "kg", "oz", "lb", "ml", "cup", "tablespoon", "l", "can", "clove", ""]),
)
lines = st.lists(st.builds(Needed, st.none() | amounts), max_size=8)


def weight(line, food=UNKNOWN):
    read = parse(line)
    found = grams(read.amount, food, size=read.size, same_as=read.same_as)
    return found and (float(found.low), float(found.high), found.by)


def needed(*texts):
    reads = [parse(text) for text in texts]
    return [Needed(read.amount, read.size, read.same_as) for read in reads]


@pytest.mark.parametrize(
    ("line", "food", "expected"),
    [
        ("1 lb beef", UNKNOWN, (453.59237, 453.59237, "mass")),
        ("100-150 g bacon", UNKNOWN, (100, 150, "mass")),
        ("1 cup (120 g) flour", FLOUR, (120, 120, "told in the line")),
        ("2 cups flour", FLOUR, (250, 250, "measure")),
        ("1 tbsp flour", FLOUR, (8, 8, "measure")),
        ("1/2 pint flour", FLOUR, (125, 125, "weight of a cup")),
        ("2 (400 g) cans beans", UNKNOWN, (800, 800, "size told in the line")),
        ("2 (500 ml) cartons milk", MILK, (1030, 1030, "size told in the line")),
        ("1 l milk", MILK, (1030, 1030, "density")),
        ("2 large eggs", EGG, (100, 100, "measure")),
        ("3 eggs", EGG, (150, 150, "measure")),
        ("2 cups milk", UNKNOWN, None),
        ("1 can beans", UNKNOWN, None),
        ("3 cloves garlic", EGG, None),
    ],
)
def test_grams_as_far_as_they_are_known(line, food, expected):
    assert weight(line, food) == (expected if expected is None else pytest.approx(expected))


def test_a_cup_depends_on_whose_it_is():
    found = [float(millilitres(Measured(Fraction(1), Fraction(1), "cup"), system)[0]) for system in System]

    assert found == pytest.approx([236.588, 284.131, 250], abs=0.001)
    assert millilitres(Measured(Fraction(1), Fraction(1), "clove")) is None


def test_a_shopping_list_adds_what_can_be_added():
    tomatoes = merged(needed("1 can tomatoes", "200 g tomatoes", "2 cups tomatoes", "1 can tomatoes"), UNKNOWN)

    assert [(float(each.low), each.unit) for each in tomatoes.amounts] == [
        (200, "g"),
        (pytest.approx(473.176, abs=0.001), "ml"),
        (2, "can"),
    ]


def test_with_the_measures_known_all_of_it_is_grams():
    food = FoodMeasures(grams={"cup": Fraction(180), "can": Fraction(400)})

    tomatoes = merged(needed("1 can tomatoes", "200 g tomatoes", "2 cups tomatoes", "tomatoes to taste"), food)

    assert tomatoes == Merged((Measured(Fraction(960), Fraction(960), "g"),), also_some=True)


def test_sizes_told_in_the_lines_count():
    milk = merged(needed("1 (12 fl oz) can milk", "2 cups milk"), UNKNOWN)
    weighed = merged(needed("1 handful (30 ml) milk"), UNKNOWN)

    assert [each.unit for each in milk.amounts] == ["ml"]
    assert [each.unit for each in weighed.amounts] == ["ml"]


@given(first=lines, second=lines)
def test_the_order_of_the_lines_does_not_matter(first, second):
    assert merged([*first, *second], FLOUR) == merged([*second, *first], FLOUR)


@given(all_lines=lines)
def test_nothing_is_missing_of_what_is_there_for_certain(all_lines):
    exact = [Needed(each.amount and Measured(each.amount.low, each.amount.low, each.amount.unit)) for each in all_lines]
    need = merged(exact, FLOUR)

    assert missing(need, need) == Merged((), also_some=False)


@given(need=lines)
def test_an_empty_pantry_leaves_everything_to_buy(need):
    whole = merged(need, FLOUR)

    left = missing(whole, Merged((), also_some=False))

    assert [each for each in whole.amounts if each.high > 0] == list(left.amounts)


def test_a_pantry_is_taken_off_and_what_cannot_be_compared_is_bought():
    need = merged(needed("500 g flour", "1 bag flour"), FLOUR)
    have = merged(needed("2 cups flour"), FLOUR)

    left = missing(need, have)

    assert [(float(each.high), each.unit) for each in left.amounts] == [(250, "g"), (1, "bag")]


@pytest.mark.parametrize(
    ("amount", "system", "expected"),
    [
        ("1500 g", System.METRIC, (1.5, "kg")),
        ("800 g", System.METRIC, (800, "g")),
        ("1200 ml", System.METRIC, (1.2, "l")),
        ("4 cups", System.US, (1, "quart")),
        ("4 tbsp", System.US, (0.25, "cup")),
        ("6 tsp", System.US, (2, "tablespoon")),
        ("1/2 tsp", System.US, (0.5, "teaspoon")),
        ("32 oz", System.US, (2, "lb")),
        ("4 oz", System.IMPERIAL, (4, "oz")),
        ("3 cans", System.US, (3, "can")),
        ("3 eggs", System.US, (3, "")),
    ],
)
def test_an_amount_is_shown_in_the_unit_that_reads_well(amount, system, expected):
    shown = shown_in(parse(amount).amount, system)

    assert (float(shown.low), shown.unit) == pytest.approx(expected)


@given(amount=amounts, factor=st.fractions(Fraction(1, 10), 10, max_denominator=10))
def test_scaling_is_linear(amount, factor):
    once, food = grams(amount, FLOUR), FLOUR

    times = grams(scaled(amount, factor), food)

    assert (once is None) == (times is None)
    if once and times:
        assert (times.low, times.high) == (once.low * factor, once.high * factor)


@given(amount=amounts, system=st.sampled_from(list(System)))
def test_the_shown_amount_is_the_same_amount(amount, system):
    food = FoodMeasures(g_per_ml=Fraction(1), system=system)

    shown = shown_in(amount, system)

    if (before := grams(amount, food)) and (after := grams(shown, food)):
        assert (before.low, before.high) == (after.low, after.high)
