import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_profile"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "A question"),
                            ("problem", "Something does not work"),
                            ("idea", "An idea"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(max_length=5000)),
                ("page", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "New"), ("answered", "Answered"), ("done", "Done")],
                        default="new",
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, help_text="The person reads it on their feedback page.", max_length=5000
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For staff. The person gets it with their data.", max_length=5000
                    ),
                ),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "feedback",
                "indexes": [
                    models.Index(fields=["person", "-id"], name="feedback_of_person"),
                    models.Index(fields=["state", "-id"], name="feedback_queue"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["question", "problem", "idea", "other"]),
                            ("state__in", ["new", "answered", "done"]),
                        ),
                        name="feedback_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="feedback_answered_by_words",
                        violation_error_message="Write the answer first: the person reads it on their feedback page.",
                    ),
                ],
            },
        ),
    ]
