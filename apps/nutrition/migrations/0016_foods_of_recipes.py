"""A recipe keeps which foods it needs, so that what can be made of a pantry is found without reading its lines."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0015_pantry_amounts_and_changes")]

    operations = [
        migrations.AddField(
            "recipe",
            "foods",
            django.contrib.postgres.fields.ArrayField(models.BigIntegerField(), default=list, editable=False),
        ),
    ]
