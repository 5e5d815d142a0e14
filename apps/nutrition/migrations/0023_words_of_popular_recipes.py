"""An index of the words of the popular recipes, among which a search begins."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0022_what_packages_say")]

    operations = [
        AddIndexConcurrently(
            "recipe",
            GinIndex(fields=["stems"], condition=Q(popularity__gte=5), name="recipe_stems_popular", fastupdate=False),
        )
    ]
