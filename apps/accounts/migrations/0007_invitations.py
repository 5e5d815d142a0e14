import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

PERSON = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": settings.AUTH_USER_MODEL}


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="For whom")),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_at", models.DateTimeField()),
                ("accepted_by", models.ForeignKey(null=True, **PERSON)),
                ("invited_by", models.ForeignKey(**PERSON)),
            ],
            options={
                "indexes": [models.Index(fields=["-created_at"], name="invitation_newest")],
            },
        ),
    ]
