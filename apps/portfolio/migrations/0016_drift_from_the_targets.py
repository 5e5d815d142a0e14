"""An alert of drift watches the targets that its person set, and has none of its own any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0015_days_without_repetition")]

    operations = [
        migrations.RemoveConstraint(model_name="alert", name="alert_drift_from_a_target"),
        migrations.RemoveField(model_name="alert", name="asset_kind"),
        migrations.RemoveField(model_name="alert", name="target"),
        migrations.AlterField(
            model_name="alert",
            name="kind",
            field=models.CharField(
                choices=[
                    ("price", "A price"),
                    ("drift", "Drift from your targets"),
                    ("drawdown", "A drawdown"),
                    ("dividend", "A dividend"),
                    ("stale", "A stale price"),
                ],
                max_length=8,
            ),
        ),
    ]
