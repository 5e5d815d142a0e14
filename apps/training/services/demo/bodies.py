"""What the made-up people weigh and measure: a slow trend, with the ups and downs of water from day to day."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import pi, sin
from typing import Any

from django.db import transaction

from project.lib.copying import copied
from project.lib.seeding import Scale, batches, chance, new_uuid, people, uneven

from ...domain.body import Body
from ...models import Measurement

WEIGHTS = 1_000_000
YEARS = 3
BATCH = 100
# Every so many days on which they weigh themselves they take the tape, too.
TAPE = 10


def seed(scale: Scale) -> Iterator[str]:
    everyone = list(people(scale))
    counts = uneven(scale.of(WEIGHTS), len(everyone))
    done = 0
    for batch in batches(list(zip(everyone, counts, strict=True)), BATCH):
        _make(batch, scale.until)
        done += len(batch)
        yield f"{done:,} of {len(everyone):,} people who weigh themselves"


@transaction.atomic
def _make(batch: Sequence[tuple[Any, int]], until: date) -> None:
    owners = [person.pk for person, _ in batch]
    there = set(Measurement.objects.filter(owner__in=owners).values_list("owner_id", flat=True).distinct())
    copied(
        Measurement,
        ("uuid", "owner", "kind", "on", "value"),
        (row for person, count in batch if person.pk not in there for row in _of(person, count, until)),
    )


def _of(person: Any, count: int, until: date) -> Iterator[tuple[Any, ...]]:
    random = chance("body", person.email)
    # A figure a day at most.
    count = min(count, YEARS * 365)
    span = max(count, random.randrange(120, YEARS * 365))
    start, change = random.uniform(52, 105), random.uniform(-9, 5)
    waist, fat = start * random.uniform(0.95, 1.1), random.uniform(14, 34)
    for number in range(count):
        day = number * span // count
        on = until - timedelta(days=span - 1 - day)
        part = day / span
        weight = start + change * part + 0.6 * sin(2 * pi * day / 28) + random.gauss(0, 0.4)
        yield new_uuid(random), person.pk, Body.WEIGHT.value, on, _figure(weight, 1)
        if number % TAPE == 0:
            yield new_uuid(random), person.pk, Body.WAIST.value, on, _figure(waist + change * 0.9 * part, 0)
            yield new_uuid(random), person.pk, Body.BODY_FAT.value, on, _figure(max(6, fat + change * 0.4 * part), 1)


def _figure(value: float, places: int) -> Decimal:
    return Decimal(f"{value:.{places}f}")
