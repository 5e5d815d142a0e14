import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_when_people_are_erased"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("job_uuid", models.UUIDField(null=True)),
                ("file", models.FileField(blank=True, max_length=200, upload_to="")),
                ("size_bytes", models.PositiveBigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["user", "-asked_at"], name="export_of_user"),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["asked_at"], name="export_asked"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("made_at", None)),
                    models.Q(("made_at__isnull", False), models.Q(("file", ""), _negated=True)),
                    _connector="OR",
                ),
                name="export_made_has_a_file",
            ),
        ),
    ]
