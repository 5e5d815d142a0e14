"""Indexes of the popular recipes of each meal, which the planner's pools are taken from."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0023_words_of_popular_recipes")]

    operations = [
        AddIndexConcurrently(
            "recipe",
            models.Index(fields=["-popularity", "-id"], condition=Q(meals__contains=[meal]), name=f"recipe_{meal}"),
        )
        for meal in ("breakfast", "lunch", "dinner", "snack", "dessert")
    ]
