"""What people say is wrong with recipes of the catalogue."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..querysets import OwnedQuerySet
from .recipes import Recipe


class RecipeReport(models.Model):
    """From one person about one recipe, until staff settled it."""

    class Reason(models.TextChoices):
        ALLERGENS = "allergens", "Its allergens or diets are wrong"
        AMOUNTS = "amounts", "Its amounts or steps are wrong"
        COPIED = "copied", "It is somebody else’s"
        OFFENSIVE = "offensive", "It is offensive or dangerous"
        OTHER = "other", "Something else"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=9, choices=Reason)
    words = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "recipe"], condition=Q(settled_at=None), name="recipe_report_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["allergens", "amounts", "copied", "offensive", "other"]),
                name="recipe_report_reason_known",
            ),
        ]
        indexes = [models.Index(fields=["-id"], condition=Q(settled_at=None), name="recipe_report_open")]

    def __str__(self) -> str:
        return f"{self.recipe}: {self.get_reason_display()}"
