"""What a person trains for, and with what."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..domain.words import Equipment, Goal, Level
from ..querysets import OwnedQuerySet
from .exercises import words


class TrainingWish(models.Model):
    """One row a person, made when they first say it."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    goal = models.CharField(max_length=9, choices=Goal.choices())
    level = models.CharField(max_length=12, choices=Level.choices())
    minutes = models.PositiveSmallIntegerField()
    equipment = words()

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goal__in=Goal.values(), level__in=Level.values(), minutes__range=(1, 600))
                & Q(equipment__contained_by=Equipment.values()),
                name="training_wish_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}, {self.minutes} minutes"
