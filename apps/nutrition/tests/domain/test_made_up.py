"""Recipes that nobody wrote."""

from itertools import islice

import pytest

from apps.nutrition.domain.made_up.amounts import measured
from apps.nutrition.domain.made_up.drawing import MOST_LINES, drawn
from apps.nutrition.domain.made_up.kitchen import Kind
from apps.nutrition.domain.made_up.words import description, steps
from apps.nutrition.queries.made_up import our_kitchen
from project.lib.seeding import chance


@pytest.mark.parametrize(
    ("unit", "amount", "line"),
    [
        ("g", 3, "5 g onions"), ("g", 131, "130 g onions"), ("ml", 490, "500 ml onions"), ("", 0.3, "1/2 onion"),
        ("", 1, "1 onion"), ("", 1.6, "1 1/2 onions"), ("", 3.4, "3 onions"), ("whole", 0.2, "1 onion"),
        ("whole", 2.6, "3 onions"), ("clove", 0.4, "1 clove onions"), ("slice", 4, "4 slices onions"),
        ("tablespoon", 0.25, "3/4 teaspoon onions"), ("tablespoon", 1.6, "1 1/2 tablespoons onions"),
        ("teaspoon", 0.1, "1/4 teaspoon onions"), ("cup", 1.2, "1 1/4 cups onions"),
    ],
)  # fmt: skip
def test_amounts_are_such_as_cooks_measure(unit, amount, line):
    kind = Kind("onion", "onion", "onions", "onion", unit, 1, ())

    assert measured(kind, amount) == line


def test_what_is_drawn_hangs_together():
    kitchen, random = our_kitchen(), chance("kitchen")

    for draft in islice(drawn(kitchen, random), 500):
        written = [
            *steps(kitchen, draft.dish, draft.chosen, 20),
            description(kitchen, draft.dish, draft.chosen, 30, random),
        ]
        assert 3 <= len(draft.lines) <= MOST_LINES
        assert len(set(draft.lines)) == len(draft.lines)
        assert len(written) >= 4
        assert not any("{" in text or text.startswith("?") for text in [draft.title, *draft.lines, *written])
        assert draft.title[0].isupper()
        assert len(draft.title) <= 150


def test_each_dish_can_be_called_by_what_is_always_in_it():
    for dish in our_kitchen().dishes:
        needed = {slot.name for slot in dish.slots if not slot.is_optional}
        assert any({word for word in needed if f"{{{word}}}" in title} and all(
            f"{{{slot.name}}}" not in title for slot in dish.slots if slot.is_optional
        ) for title in dish.titles.things), dish.name  # fmt: skip
