"""A diary entry knows the planned meal that it is of, so that a meal is written down once."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0018_recipes_by_their_foods")]

    operations = [
        migrations.AddField(
            "diaryentry",
            "planned_meal",
            models.ForeignKey(
                "nutrition.plannedmeal",
                on_delete=django.db.models.deletion.SET_NULL,
                null=True,
                blank=True,
                editable=False,
                related_name="+",
                db_index=False,
            ),
        ),
        migrations.AddConstraint(
            "diaryentry",
            models.UniqueConstraint(
                fields=["planned_meal"],
                condition=Q(deleted_at=None, planned_meal__isnull=False),
                name="diary_planned_meal_once",
            ),
        ),
        migrations.AddIndex(
            "diaryentry",
            models.Index(fields=["planned_meal"], condition=Q(planned_meal__isnull=False), name="diary_of_plan"),
        ),
    ]
