"""What a package says of itself, in the tags of Open Food Facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.nutrition.domain.foods.groups import CONTENTS, DIETS, GROUPS, Made, Says, suiting
from apps.nutrition.domain.foods.labels import NOTHING_TOLD, Told, told

TAGS = [
    "en:milk", "en:eggs", "en:nuts", "en:fish", "en:soybeans", "en:none", "fr:lait", "", "en:vegan", "en:non-vegan",
    "en:maybe-vegan", "en:vegetarian", "en:non-vegetarian", "en:vegetarian-status-unknown", "en:organic",
]  # fmt: skip
cells = st.lists(st.sampled_from(TAGS), max_size=6).map(",".join)
labels = st.builds(lambda a, t, n, i: told(allergens=a, traces=t, labels=n, analysis=i), cells, cells, cells, cells)


def said(allergens="", traces="", labels="", analysis=""):
    return told(allergens=allergens, traces=traces, labels=labels, analysis=analysis)


@pytest.mark.parametrize(
    ("label", "contains", "suits"),
    [
        (said(), set(), set()),
        (said("en:none"), set(), set()),
        (said(" en:Milk ,en:soybeans"), {"milk", "animal", "soy"}, set()),
        (said(traces="en:nuts,en:milk"), {"nuts", "milk"}, set()),
        (said(labels="en:vegan", traces="en:milk"), {"milk"}, {"vegan", "vegetarian", "pescatarian"}),
        (said(labels="en:vegan", analysis="en:non-vegan,en:vegetarian"), {"animal"}, {"vegetarian", "pescatarian"}),
        (said(labels="en:vegan", analysis="en:non-vegetarian"), {"animal"}, set()),
        (said("en:fish", labels="en:vegetarian"), {"fish", "animal"}, set()),
        (said(analysis="en:maybe-vegan,en:vegetarian-status-unknown"), set(), set()),
    ],
)
def test_tags_say_what_is_there_and_which_diets_it_suits(label, contains, suits):
    assert label == Told(frozenset(contains), frozenset(suits))


@given(labels, st.sampled_from([*GROUPS]), st.sampled_from(CONTENTS))
def test_a_label_makes_nothing_free_of_anything(label, group, content):
    made = Made(group, label.contains, label.suits)

    assert made.says(content) is (Says.CONTAINS if content in label.contains else GROUPS[group].says(content))


@given(labels)
def test_who_suits_a_strict_diet_suits_a_milder_one_and_no_ingredient_speaks_against_it(label):
    for diet in label.suits:
        assert all(milder in label.suits for milder in DIETS if DIETS[milder] <= DIETS[diet])


@given(cells)
def test_an_ingredient_is_believed_before_a_claim(allergens):
    label = said(allergens, labels="en:vegan")

    assert bool(label.suits) == (not label.contains & DIETS["vegan"])


@given(st.lists(st.builds(Made, st.sampled_from([*GROUPS])), min_size=1))
def test_without_labels_a_diet_is_suited_by_what_is_free_of_all_that_it_avoids(foods):
    free = [{content for content in CONTENTS if food.says(content) is Says.FREE} for food in foods]

    assert suiting(foods) == [diet for diet, never in DIETS.items() if never <= set.intersection(*free)]


def test_what_nobody_knows_suits_no_diet():
    assert suiting([]) == suiting([None]) == suiting([Made("vegetables"), None]) == []
    assert said() == NOTHING_TOLD
