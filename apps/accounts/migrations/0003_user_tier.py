from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_preferences_chosen_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="tier",
            field=models.CharField(
                choices=[("free", "Free"), ("standard", "Standard")], default="standard", max_length=8
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("tier__in", ["free", "standard"])), name="user_tier_known"
            ),
        ),
    ]
