"""An index of the words of simple foods, among which a search begins; people's own belong there."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models import F, Q


def own_foods_are_simple(apps, schema_editor):
    foods = apps.get_model("nutrition", "Food").objects.using(schema_editor.connection.alias)
    foods.filter(owner__isnull=False, popularity__lt=100).update(popularity=F("popularity") + 100)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0024_popular_of_each_meal")]

    operations = [
        migrations.RunPython(own_foods_are_simple, migrations.RunPython.noop),
        AddIndexConcurrently(
            "food",
            GinIndex(fields=["stems"], condition=Q(popularity__gte=100), name="food_stems_popular", fastupdate=False),
        ),
    ]
