"""What people say of themselves: reading it, changing it, and their photo."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from project.lib import media

from .. import models
from ..domain import profile as domain
from ..models import User
from .people import set_preferences

PHOTO_BYTES = 10_000_000
PHOTO_SIDE = 512
# It is made anew while its owner waits, so a web thread must be able to hold it; a JPEG may be larger.
PHOTO_PIXELS = 10_000_000
# What stands on the person's own row, because every page reads it.
OF_THE_PERSON = frozenset({"name", "locale", "time_zone", "base_currency"})


def profile_of(person: User) -> domain.Profile:
    """What a person said of themselves; one statement. A person who said nothing has the defaults."""
    row = models.Profile.objects.for_user(person).first() or models.Profile()
    return domain.Profile(
        name=person.name,
        locale=person.locale,
        time_zone=person.time_zone,
        base_currency=person.base_currency,
        units=domain.Units(row.units),
        born_on=row.born_on,
        sex=domain.Sex(row.sex) if row.sex else None,
        height_cm=row.height_cm,
        activity=domain.Activity(row.activity) if row.activity else None,
        goal=domain.Goal(row.goal) if row.goal else None,
        areas=frozenset(map(domain.Area, row.areas)),
        diet=domain.Diet(row.diet),
        allergens=frozenset(map(domain.Allergen, row.allergens)),
    )


@transaction.atomic
def update_profile(*, person: User, **said: Any) -> None:
    """
    Change the fields of `domain.Profile` that are given; None leaves out.

    :raises domain.NotMeant: a date of birth or a height is out of bounds
    """
    domain.check(today=timezone.localdate(), born_on=said.get("born_on"), height_cm=said.get("height_cm"))
    if of_person := {name: value for name, value in said.items() if name in OF_THE_PERSON}:
        set_preferences(person=person, **of_person)
    if of_profile := {name: _kept(name, value) for name, value in said.items() if name not in OF_THE_PERSON}:
        models.Profile.objects.update_or_create(person=person, defaults=of_profile)


def _kept(name: str, value: Any) -> Any:
    """As the row keeps it: sorted lists, and an empty text for what is left out."""
    if name in {"areas", "allergens"}:
        return sorted(value)
    return "" if value is None and name in {"sex", "activity", "goal"} else value


# --- The photo --------------------------------------------------------------------------------------------------------


def set_photo(*, person: User, upload: Any) -> None:
    """
    Keep a picture of the person in place of the one before.

    :raises project.lib.media.FileRefused: it is no picture, or one that cannot be read
    :raises project.lib.media.FileTooLarge: it is larger than PHOTO_BYTES
    """
    taken = media.take(
        upload, kinds=media.IMAGES, limit=PHOTO_BYTES, longest_side=PHOTO_SIDE, most_decoded=PHOTO_PIXELS
    )
    with media.kept(taken, models.Profile.FOLDER) as name:
        _put_photo(person, name)


def remove_photo(*, person: User) -> None:
    """Safe to repeat."""
    _put_photo(person, "")


def photo_name(person: User) -> str:
    """Under which name the photo is kept; empty where there is none."""
    return models.Profile.objects.for_user(person).values_list("photo", flat=True).first() or ""


@transaction.atomic
def _put_photo(person: User, name: str) -> None:
    # Of two photos at once the second deletes the first one's file.
    models.Profile.objects.get_or_create(person=person)
    row = models.Profile.objects.for_user(person).select_for_update().get()
    if row.photo:
        before = row.photo.name
        transaction.on_commit(lambda: row.photo.storage.delete(before), robust=True)
    row.photo = name
    row.save(update_fields=["photo", "updated_at"])
    person.has_photo = bool(name)
    person.save(update_fields=["has_photo", "updated_at"])
