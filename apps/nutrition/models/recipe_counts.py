"""How many recipes the catalogue has of each kind, as they were last counted."""

from django.db import models


class RecipeCount(models.Model):
    """Of one value of one facet, such as the meal `lunch`. Nobody's own recipes are counted."""

    facet = models.CharField(max_length=7)
    value = models.CharField(max_length=40)
    count = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "value"], name="recipe_count_once")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.count}"
