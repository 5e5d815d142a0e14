"""The meal plans of made-up people: one after the other over three years, of days that they share."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from psycopg.types.json import Jsonb

from apps.accounts import public as accounts
from project.lib.copying import copied, keys
from project.lib.seeding import Scale, batches, chance, new_uuid, noon, people, uneven

from ...models import MealPlan, PlannedMeal, PlanWish
from .menus import DAYS, Menu, Week, Weeks, kind_of

PLANS = 1_000_000
YEARS = 3
BATCH = 50
# Most plan a week; whoever plans very often does it for a day or two.
USUAL_DAYS = (DAYS, DAYS, 5, 3)
MEALS, AT_THE_TABLE = (3, 3, 3, 4, 4), (1, 1, 2, 2, 3, 4)

Row = tuple[Any, ...]


def seed(scale: Scale) -> Iterator[str]:
    """:raises NoPlan: there are no recipes to plan from"""
    everyone = list(people(scale))
    counts = uneven(scale.of(PLANS), len(everyone))
    weeks, done = Weeks(scale), 0
    for batch in batches(list(zip(everyone, counts, strict=True)), BATCH):
        _make(batch, weeks)
        done += len(batch)
        yield f"{done:,} of {len(everyone):,} people with {sum(counts[:done]):,} meal plans"


@transaction.atomic
def _make(batch: Sequence[tuple[Any, int]], weeks: Weeks) -> None:
    there = set(PlanWish.objects.filter(owner__in=[person for person, _ in batch]).values_list("owner_id", flat=True))
    planners = [Planner(person, count, weeks) for person, count in batch if person.pk not in there]
    made = [plan for planner in planners for plan in planner.plans()]
    ids = keys(MealPlan, len(made))
    copied(MealPlan, ("id", *_PLAN), ((key, *row) for key, (row, _) in zip(ids, made, strict=True)))
    copied(
        PlannedMeal,
        ("plan", "day", "slot", "recipe", "title", "portion", "locked"),
        (
            (key, day, meal.slot, meal.recipe, meal.title, meal.portion, False)
            for key, (_, menus) in zip(ids, made, strict=True)
            for day, menu in enumerate(menus)
            for meal in menu.meals
        ),
    )
    PlanWish.objects.bulk_create(PlanWish(owner=each.person, wishes=each.asked_last) for each in planners)


_PLAN = (
    "uuid", "owner", "starts_on", "days", "slots", "people", "wishes", "objective", "bound", "left_out", "conflict",
    "broken", "job", "created_at", "updated_at",
)  # fmt: skip


class Planner:
    """Somebody who plans the same number of days each time, as their profile wants it."""

    def __init__(self, person: Any, count: int, weeks: Weeks) -> None:
        self.person, self.count, self.until = person, count, weeks.scale.until
        self.random = random = chance("plans", person.email)
        kind = kind_of(accounts.profile(person), meals=random.choice(MEALS), scale=weeks.scale)
        self.people = random.choice(AT_THE_TABLE)
        # Whoever planned very often did so over all the time.
        self.span = max(random.randrange(120, YEARS * 365), min(YEARS * 365, count))
        self.days = max(1, min(random.choice(USUAL_DAYS), self.span // count))
        self.weeks = [(week, self._wishes(week)) for week in weeks.of(kind)]
        self.asked_last: dict[str, Any] = {}

    def _wishes(self, week: Week) -> dict[str, Any]:
        return replace(week.wishes, days=self.days, people=self.people).kept()

    def plans(self) -> Iterator[tuple[Row, Sequence[Menu]]]:
        """Rows of plans, each with its days."""
        first, last = self.until - timedelta(days=self.span - 1), self.until - timedelta(days=self.days - 1)
        for number in range(self.count):
            week, self.asked_last = self.random.choice(self.weeks)
            menus = self.random.sample(week.menus, self.days)
            starts_on = first + (last - first) * number // max(1, self.count - 1)
            yield self._row(starts_on, week, self.asked_last, menus), menus

    def _row(self, starts_on: date, week: Week, wishes: dict[str, Any], menus: Sequence[Menu]) -> Row:
        asked_at = noon(starts_on - timedelta(days=1))
        objective = sum(menu.cost for menu in menus)
        return (
            new_uuid(self.random), self.person.pk, starts_on, self.days, [*week.wishes.slots], self.people,
            Jsonb(wishes), objective, min(objective, self.days * week.bound), week.left_out, "", Jsonb([]),
            new_uuid(self.random), asked_at, asked_at,
        )  # fmt: skip
