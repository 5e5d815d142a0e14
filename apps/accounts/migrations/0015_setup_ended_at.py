from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_program_sessions_and_keys"),
    ]

    operations = [
        # Whoever chose their preferences needs no setting up.
        migrations.RenameField(model_name="user", old_name="preferences_chosen_at", new_name="setup_ended_at"),
        migrations.AddField(
            model_name="user",
            name="has_photo",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
