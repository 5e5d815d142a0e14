"""What made-up people wrote down of what they ate and drank, and what they aim at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from apps.accounts import public as accounts
from project.lib.copying import copied
from project.lib.seeding import Scale, batches, chance, new_uuid, noon, people, uneven

from ...domain.foods.nutrients import COLUMNS
from ...models import DiaryEntry, DiaryTarget, Drink, Food, Meal
from ..drinks import GLASS_ML
from ..targets import own_aim
from .larder import MEALS, SERVINGS, Larder, Thing
from .menus import kind_of, targets

ENTRIES = 1_000_000
YEARS = 3
BATCH = 100
# Of a hundred meals so many are noted by hand.
NOTED = 4
# Recipes that somebody has for a meal, in turn.
REPERTOIRE = 12
_AIMED_AT = {"energy_kcal": "energy", "protein_g": "protein", "carbohydrate_g": "carbohydrate", "fat_g": "fat"}

Row = tuple[Any, ...]


def seed(scale: Scale) -> Iterator[str]:
    everyone = list(people(scale))
    counts = uneven(scale.of(ENTRIES), len(everyone))
    larder, done = Larder(), 0
    for batch in batches(list(zip(everyone, counts, strict=True)), BATCH):
        _make(batch, larder, scale)
        done += len(batch)
        yield f"{done:,} of {len(everyone):,} people with {sum(counts[:done]):,} entries of their diaries"


@transaction.atomic
def _make(batch: Sequence[tuple[Any, int]], larder: Larder, scale: Scale) -> None:
    owners = [person.pk for person, _ in batch]
    there = set(DiaryEntry.objects.filter(owner__in=owners).values_list("owner_id", flat=True).distinct())
    diaries = [Diary(person, count, larder, scale) for person, count in batch if person.pk not in there]
    eaten: Counter[int] = Counter()
    copied(DiaryEntry, _ENTRY, (row for diary in diaries for row in diary.entries(eaten)))
    copied(Drink, ("uuid", "owner", "on", "volume_ml", "is_sample", "created_at"), _drinks(diaries))
    DiaryTarget.objects.bulk_create(row for diary in diaries for row in diary.aims())
    # What is often eaten is found first.
    for food, times in sorted(eaten.items()):
        Food.objects.filter(pk=food).update(popularity=F("popularity") + times)


_ENTRY = (
    "uuid", "owner", "on", "meal", "name", "food", "recipe", "quantity", "unit", "unit_g", "coverage", "is_sample",
    "created_at", "updated_at", *COLUMNS,
)  # fmt: skip


def _drinks(diaries: Sequence["Diary"]) -> Iterator[Row]:
    return (row for diary in diaries for row in diary.drinks())


class Diary:
    """Somebody who eats of a few recipes in turn and something in between, and writes some days of it down."""

    def __init__(self, person: Any, count: int, larder: Larder, scale: Scale) -> None:
        self.person, self.count, self.larder, self.until = person, count, larder, scale.until
        self.random = random = chance("diary", person.email)
        kind = kind_of(accounts.profile(person), meals=3, scale=scale)
        self.targets = targets(kind.energy_kcal)
        self.cooks = {meal: self._some(larder.recipes(meal, kind.diet)) for meal in MEALS}
        # Whoever wrote down very much did so over all the time, and more of each day.
        a_day = max(random.randint(3, 6), -(-count // (YEARS * 365)))
        days = -(-count // a_day)
        self.a_day, self.days = a_day, days
        self.span = max(days, random.randrange(60, YEARS * 365))
        self.drinks_a_day = random.choice((0, 0, 0, 2, 4))

    def _some(self, recipes: Sequence[Any]) -> Sequence[Any]:
        return self.random.sample(recipes, min(REPERTOIRE, len(recipes)))

    def dates(self) -> Iterator[date]:
        first = self.until - timedelta(days=self.span - 1)
        return (first + timedelta(days=(number + 1) * self.span // self.days - 1) for number in range(self.days))

    def entries(self, eaten: Counter[int]) -> Iterator[Row]:
        """Rows; what foods are eaten is counted."""
        left = self.count
        for on in self.dates():
            written_at = noon(on)
            for meal, thing in self._eaten(min(left, self.a_day)):
                if thing.food:
                    eaten[thing.food] += 1
                yield (
                    new_uuid(self.random), self.person.pk, on, meal, *thing.columns, False, written_at, written_at,
                    *thing.amounts,
                )  # fmt: skip
            left -= self.a_day

    def _eaten(self, most: int) -> Iterator[tuple[str, Thing]]:
        """The three meals first, then what is eaten in between."""
        random, larder = self.random, self.larder
        for meal in MEALS[:most]:
            noted = random.randrange(100) < NOTED or not self.cooks[meal]
            yield (
                meal,
                random.choice(larder.notes)
                if noted
                else larder.portion(random.choice(self.cooks[meal]), random.choice(SERVINGS)),
            )
        for _ in range(most - len(MEALS)):
            yield Meal.SNACK.value, random.choice(larder.foods)

    def drinks(self) -> Iterator[Row]:
        return (
            (new_uuid(self.random), self.person.pk, on, GLASS_ML, False, noon(on))
            for on in self.dates()
            for _ in range(self.drinks_a_day)
        )

    def aims(self) -> Iterator[DiaryTarget]:
        """Of their first day, and now and then other ones from a day in the middle."""
        first = self.until - timedelta(days=self.span - 1)
        yield from self._aims(first, 1.0)
        if self.span > 1 and self.random.random() < 0.3:
            yield from self._aims(first + timedelta(days=self.span // 2), self.random.choice((0.9, 1.1)))

    def _aims(self, since: date, factor: float) -> Iterator[DiaryTarget]:
        said = [own_aim(_AIMED_AT[name], about=float(round(about * factor))) for name, about in self.targets.items()]
        said += [own_aim("fibre", low=25.0), own_aim("sodium", high=2300.0), own_aim("drinks", about=2000.0)]
        for aim in said:
            yield DiaryTarget(
                owner=self.person, nutrient=aim.nutrient, since=since, low=aim.target.low, high=aim.target.high,
                is_about=aim.is_about,
            )  # fmt: skip
