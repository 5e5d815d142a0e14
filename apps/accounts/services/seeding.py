"""The people of `manage.py seed_demo`: made up, the same every time, and without a password."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from project.lib.copying import copied
from project.lib.seeding import Scale, address, chance, noon, people

from ..domain.profile import Activity, Diet, Goal, Sex, Units
from ..models import Profile, User
from .setup import STEPS

BATCH = 1000
# Where they live: locale, time zone, base currency.
PLACES = (
    ("en-GB", "Europe/London", "GBP"),
    ("en-US", "America/New_York", "USD"),
    ("de-DE", "Europe/Berlin", "EUR"),
    ("fr-FR", "Europe/Paris", "EUR"),
    ("de-CH", "Europe/Zurich", "CHF"),
)
FIRST_NAMES = (
    "Ada", "Alma", "Amir", "Anna", "Arjun", "Ben", "Carla", "Chidi", "Clara", "Daniel", "Elif", "Emil", "Fatima",
    "Felix", "Grace", "Hana", "Hugo", "Ines", "Jonas", "Kofi", "Lena", "Lucia", "Malik", "Mei", "Milan", "Nadia",
    "Noah", "Olga", "Pavel", "Rosa", "Samir", "Sofia", "Tariq", "Theo", "Uma", "Vera", "Wei", "Yara", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Adler", "Becker", "Bianchi", "Castro", "Chen", "Cohen", "Dubois", "Evans", "Fischer", "Garcia", "Haddad",
    "Hansen", "Ito", "Jansen", "Kaya", "Keller", "Khan", "Kowalski", "Larsen", "Lopez", "Marino", "Martin", "Mensah",
    "Moreau", "Novak", "Okafor", "Olsen", "Patel", "Pereira", "Reyes", "Rossi", "Sato", "Schmid", "Silva", "Singh",
    "Tanaka", "Virtanen", "Walsh", "Weber",
)  # fmt: skip


def seed(scale: Scale) -> Iterator[str]:
    numbers, done = iter(range(scale.people)), 0
    while batch := list(islice(numbers, BATCH)):
        there = set(people(scale).filter(email__in=map(address, batch)).values_list("email", flat=True))
        _make([number for number in batch if address(number) not in there], scale.until)
        done += len(batch)
        yield f"{done:,} of {scale.people:,} people"


@transaction.atomic
def _make(numbers: list[int], until: date) -> None:
    copied(User, _PERSON, (_person(number, until) for number in numbers))
    made = list(User.objects.filter(email__in=map(address, numbers)).order_by("email"))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in made
    )
    copied(Profile, _PROFILE, (_profile(person, until) for person in made))


_PERSON = (
    "uuid", "email", "name", "password", "role", "tier", "is_staff", "is_superuser", "is_active", "created_at",
    "updated_at", "last_login", "setup_ended_at", "locale", "time_zone", "base_currency", "theme", "has_photo",
    "has_sample_data",
)  # fmt: skip


def _person(number: int, until: date) -> tuple[Any, ...]:
    random = chance("person", number)
    joined = until - timedelta(days=random.randrange(3 * 365))
    seen = joined + timedelta(days=random.randrange((until - joined).days + 1))
    # No password opens an account that has none; Django marks it so, with chance behind the mark, ours with its number.
    nothing = f"{UNUSABLE_PASSWORD_PREFIX}{number:040}"
    return (
        UUID(int=random.getrandbits(128), version=4),
        address(number),
        f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}",
        nothing,
        *(User.Role.USER.value, User.Tier.STANDARD.value, False, False, True),
        *(noon(joined), noon(joined), noon(seen), noon(joined)),
        *random.choice(PLACES),
        *(User.Theme.AUTO.value, False, False),
    )


_PROFILE = (
    "person", "units", "born_on", "sex", "height_cm", "activity", "goal", "areas", "diet", "allergens", "photo",
    "setup_step", "updated_at",
)  # fmt: skip


def _profile(person: User, until: date) -> tuple[Any, ...]:
    random = chance("profile", person.email)
    sex = random.choice(list(Sex))
    tall = random.gauss(165 if sex is Sex.FEMALE else 178, 7)
    return (
        person.pk,
        (Units.IMPERIAL if person.locale == "en-US" else Units.METRIC).value,
        until - timedelta(days=random.randrange(18 * 365, 80 * 365)),
        sex.value,
        Decimal(round(min(max(tall, 145), 205))),
        random.choice(list(Activity)).value,
        random.choice(list(Goal)).value,
        [],
        random.choices(list(Diet), (80, 5, 10, 5))[0].value,
        [],
        "",
        STEPS[-1] + 1,
        person.created_at,
    )
