import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import project.lib.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_user_tier"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("name", models.CharField(max_length=64)),
                ("outcome", models.CharField(choices=[("success", "Success"), ("failure", "Failure")], max_length=7)),
                ("subject", models.UUIDField(null=True)),
                ("actor", models.UUIDField(null=True)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("details", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("data_key", project.lib.crypto.EncryptedTextField(null=True, scope="id")),
            ],
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["subject", "-id"], name="audit_of_subject"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["at"], name="audit_at"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["name", "at"], name="audit_name_at"),
        ),
        migrations.AddField(
            model_name="subject",
            name="user",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
