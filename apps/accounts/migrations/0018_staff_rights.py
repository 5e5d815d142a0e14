from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0017_feedback"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "permissions": [
                    ("end_sessions", "Can sign a person out everywhere"),
                    ("view_as", "Can look at a person's pages as they see them"),
                ],
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
    ]
