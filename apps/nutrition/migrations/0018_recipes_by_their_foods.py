"""Indexes of the four rarest foods of each recipe: who may miss n has one of the first n + 1."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0017_foods_of_recipes_filled")]

    operations = [
        AddIndexConcurrently("recipe", models.Index(F(f"foods__{place}"), name=f"recipe_food_{place}"))
        for place in range(4)
    ]
