"""Plans and shopping lists of the sample household, so that they go with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0020_moderation")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="is_sample",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        )
        for model in ("mealplan", "shoppinglist")
    ]
