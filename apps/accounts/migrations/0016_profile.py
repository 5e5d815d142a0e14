from decimal import Decimal

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_setup_ended_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("units", models.CharField(default="metric", max_length=8)),
                ("born_on", models.DateField(blank=True, null=True)),
                ("sex", models.CharField(blank=True, max_length=6)),
                ("height_cm", models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ("activity", models.CharField(blank=True, max_length=11)),
                ("goal", models.CharField(blank=True, max_length=4)),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("diet", models.CharField(default="everything", max_length=11)),
                (
                    "allergens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=11), blank=True, default=list, size=None
                    ),
                ),
                ("photo", models.FileField(blank=True, upload_to="")),
                ("setup_step", models.PositiveSmallIntegerField(default=1)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("diet__in", ["everything", "pescatarian", "vegetarian", "vegan"]),
                            ("sex__in", ["", "female", "male"]),
                            ("units__in", ["metric", "imperial"]),
                            ("activity__in", ["", "sedentary", "light", "moderate", "active", "very_active"]),
                            ("goal__in", ["", "lose", "keep", "gain"]),
                        ),
                        name="profile_answers_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "allergens__contained_by",
                                [
                                    "celery",
                                    "crustaceans",
                                    "eggs",
                                    "fish",
                                    "gluten",
                                    "lupin",
                                    "milk",
                                    "molluscs",
                                    "mustard",
                                    "nuts",
                                    "peanuts",
                                    "sesame",
                                    "soy",
                                    "sulphites",
                                    "wheat",
                                ],
                            ),
                            ("areas__contained_by", ["money", "meals", "training", "learning"]),
                        ),
                        name="profile_lists_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height_cm__isnull", True),
                            ("height_cm__range", (Decimal("50"), Decimal("272"))),
                            _connector="OR",
                        ),
                        name="profile_height_sane",
                    ),
                ],
            },
        ),
    ]
