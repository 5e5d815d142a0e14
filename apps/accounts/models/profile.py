"""What people say of themselves, for the parts of Steward that calculate with it."""

from enum import StrEnum

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ..domain.measures import SHORTEST_CM, TALLEST_CM
from ..domain.profile import Activity, Allergen, Area, Diet, Goal, Sex, Units
from ..querysets import ProfileQuerySet


def _values(kind: type[StrEnum]) -> list[str]:
    return [str(item) for item in kind]


class Profile(models.Model):
    """
    One row a person, made when they first say something; apart from the person, whose row every request reads.

    An empty text is what somebody left out.
    """

    FOLDER = "photos"

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    units = models.CharField(max_length=8, default=Units.METRIC.value)
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, blank=True)
    height_cm = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    activity = models.CharField(max_length=11, blank=True)
    goal = models.CharField(max_length=4, blank=True)
    areas = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    diet = models.CharField(max_length=11, default=Diet.EVERYTHING.value)
    allergens = ArrayField(models.CharField(max_length=11), default=list, blank=True)
    photo = models.FileField(blank=True)
    # The step of setting up that comes next; whether it ended stands on the person.
    setup_step = models.PositiveSmallIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(units__in=_values(Units), sex__in=["", *_values(Sex)], diet__in=_values(Diet))
                & Q(activity__in=["", *_values(Activity)], goal__in=["", *_values(Goal)]),
                name="profile_answers_known",
            ),
            models.CheckConstraint(
                condition=Q(areas__contained_by=_values(Area), allergens__contained_by=_values(Allergen)),
                name="profile_lists_known",
            ),
            models.CheckConstraint(
                condition=Q(height_cm__isnull=True) | Q(height_cm__range=(SHORTEST_CM, TALLEST_CM)),
                name="profile_height_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"Profile of {self.person_id}"
