"""What several things that were eaten come to."""

from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.diary.sums import Portion, sums

NUTRIENTS = ("energy", "protein", "iron")
amount = st.none() | st.floats(0, 5000)
share = st.dictionaries(st.sampled_from(NUTRIENTS), st.floats(0, 1))
portion = st.builds(Portion, st.text(max_size=5), st.fixed_dictionaries(dict.fromkeys(NUTRIENTS, amount)), share)
portions = st.lists(portion, max_size=8)


def close(first, second):
    return abs(first - second) <= 1e-9 * max(1.0, abs(first), abs(second))


@given(portions)
def test_a_sum_is_that_of_what_is_known_and_unknown_where_nothing_is(eaten):
    found = sums(eaten, NUTRIENTS)

    for nutrient in NUTRIENTS:
        known = [each.amounts[nutrient] for each in eaten if each.amounts[nutrient] is not None]
        if eaten and not known:
            assert found[nutrient].amount is None
            assert found[nutrient].coverage == 0
        else:
            assert close(found[nutrient].amount, sum(known))


@given(portions)
def test_coverage_is_a_share_and_whole_exactly_where_nothing_is_missing(eaten):
    for total in sums(eaten, NUTRIENTS).values():
        assert 0 <= total.coverage <= 1
        assert total.complete == (total.missing == ())
        if total.complete:
            assert total.coverage == 1


@given(portions, portions)
def test_two_lists_together_hold_what_each_holds(first, second):
    together, *apart = (sums(eaten, NUTRIENTS) for eaten in (first + second, first, second))

    for nutrient in NUTRIENTS:
        told = [each[nutrient].amount for each in apart if each[nutrient].amount is not None]
        if told and together[nutrient].amount is not None:
            assert close(together[nutrient].amount, sum(told))


@given(portions.filter(bool))
def test_the_same_twice_holds_twice_as_much_and_is_known_as_well(eaten):
    once, twice = sums(eaten, NUTRIENTS), sums(eaten * 2, NUTRIENTS)

    for nutrient in NUTRIENTS:
        assert close(twice[nutrient].coverage, once[nutrient].coverage)
        if once[nutrient].amount is None:
            assert twice[nutrient].amount is None
        else:
            assert close(twice[nutrient].amount, 2 * once[nutrient].amount)


def test_nothing_eaten_holds_nothing():
    assert sums([], ["iron"])["iron"].amount == 0
    assert sums([], ["iron"])["iron"].complete


def test_what_is_missing_counts_by_its_energy():
    bread = Portion("bread", {"energy": 300.0, "iron": 2.0})
    soup = Portion("soup", {"energy": 100.0, "iron": None})
    coffee = Portion("coffee", {"energy": 0.0, "iron": None})

    iron = sums([bread, soup, coffee], ["iron"])["iron"]

    assert (iron.amount, iron.coverage, iron.missing) == (2.0, 0.75, ("soup", "coffee"))


def test_without_any_energy_one_counts_as_much_as_the_other():
    water = Portion("water", {"energy": 0.0, "calcium": 10.0})
    tea = Portion("tea", {"energy": 0.0, "calcium": None})

    assert sums([water, tea], ["calcium"])["calcium"].coverage == 0.5


def test_a_recipe_that_is_half_known_is_half_known_in_the_day():
    stew = Portion("stew", {"energy": 400.0, "zinc": 3.0}, {"zinc": 0.5})

    zinc = sums([stew], ["zinc"])["zinc"]

    assert (zinc.amount, zinc.coverage, zinc.missing) == (3.0, 0.5, ("stew",))
