"""Pages of what `manage.py seed_demo` makes, a hundred of each kind by chance, look as if people had written it."""

import random
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from apps.nutrition.models import DiaryEntry, MealPlan, Recipe
from apps.training.models import TrainingSession, Workout
from project.lib.seeding import Scale, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNTIL = date(2026, 3, 31)
HOW_MANY = 100
# What a template shows where a figure or a name was missing; a rating may well be None.
LEFT_OPEN = re.compile(
    r"\b(nan|NaN|null|undefined)\b|\{\{|\}\}|\{%"
    r"|\bNone (kcal|m?g|kg|ml|cm|min|servings?|sets?)\b|\b(of|on|by|for|from|in|to|since|until) None\b"
)


def pages():
    """Addresses by kind and by whose they are."""
    chance = random.Random("pages of the seed")  # noqa: S311 (no secret)

    def some(rows, *columns):
        return chance.sample(list(rows.order_by(*columns).values_list(*columns).distinct()), HOW_MANY)

    def own(rows, name):
        return [(owner, reverse(name, args=[uuid])) for uuid, owner in some(rows, "uuid", "owner")]

    def anyone_s(rows, name):
        return [(chance.choice(everyone), reverse(name, args=found)) for found in some(rows, "uuid")]

    everyone = [person.pk for person in people(Scale.named("tiny", until=UNTIL))]
    diary = reverse("nutrition:diary")
    return {
        "recipe": anyone_s(Recipe.objects.filter(owner=None), "nutrition:recipe"),
        "workout": anyone_s(Workout.objects.library(), "training:workout"),
        "plan": own(MealPlan.objects.all(), "nutrition:plan"),
        "session": own(TrainingSession.objects.all(), "training:session"),
        "day of a diary": [(owner, f"{diary}?on={on}") for on, owner in some(DiaryEntry.objects.all(), "on", "owner")],
    }


def test_a_hundred_pages_of_each_kind_are_whole(visit):
    call_command("seed_demo", scale="tiny", until=UNTIL, verbosity=0)
    found = pages()
    assert {kind: len(set(each)) for kind, each in found.items()} == dict.fromkeys(found, HOW_MANY)

    for number, person in enumerate(people(Scale.named("tiny", until=UNTIL))):
        width = (390, 1280)[number % 2]
        # Pages work without script, which would be fetched anew for each.
        with visit(person, width=width, java_script_enabled=False) as seen:
            for address in [address for each in found.values() for whose, address in each if whose == person.pk]:
                answer = seen.page.goto(seen.origin + address, wait_until="load")
                said = " ".join(seen.page.locator("main").inner_text().split())
                assert answer.status == 200, address
                assert seen.page.locator("h1").inner_text().strip(), address
                assert not LEFT_OPEN.search(said), (address, LEFT_OPEN.search(said), said)
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, address
