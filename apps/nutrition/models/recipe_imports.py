"""What a person brought in to make recipes of: an address, a text or an archive, and what was found in it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet


class RecipeImport(models.Model):
    """
    One thing brought in, from the moment it arrived.

    `found` is a list of {recipe, where, unknown, same_as, kept}: the recipe as domain.imported.found has it, where it
    lies in an archive, those of its lines of which no food is known, and the recipe that is the same or was made of it.
    `left` is {where, why}.
    """

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Ready to be kept"
        KEEPING = "keeping", "Being kept"
        KEPT = "kept", "Kept"

    FOLDER = "recipe-imports"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=150)
    address = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    file = models.FileField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.READING)
    found = models.JSONField(default=list)
    left = models.JSONField(default=list)
    job_uuid = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "keeping", "kept"]), name="recipe_import_state_known"
            ),
        ]
        indexes = [models.Index(fields=["owner", "-id"], name="recipe_import_of_owner")]

    def __str__(self) -> str:
        return self.title
