import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.portfolio.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_audit_append_only"),
        ("portfolio", "0004_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.BigIntegerField(default=0, help_text="Grows with every change of the person's data."),
                ),
                ("valued_version", models.BigIntegerField(default=-1)),
                (
                    "currency",
                    models.CharField(blank=True, help_text="Of all sums; empty: not valued yet.", max_length=3),
                ),
                ("as_of", models.DateField(null=True)),
                ("valued_at", models.DateTimeField(null=True)),
                (
                    "problem",
                    models.CharField(blank=True, help_text="Why something could not be valued.", max_length=300),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TotalSeries",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("first_on", models.DateField()),
                ("sums", models.BinaryField(help_text="See queries/kept.py.")),
            ],
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(help_text="Of the instrument or of the cash.", max_length=3)),
                ("quantity", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30)),
                ("cost", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30)),
                ("cost_in_currency", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30)),
                ("market_value", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30, null=True)),
                (
                    "price",
                    apps.portfolio.models.fields.ExactField(
                        decimal_places=12, help_text="Of one unit, in the currency.", max_digits=30, null=True
                    ),
                ),
                ("price_on", models.DateField(help_text="The day of that price: an older one is stale.", null=True)),
                (
                    "realised",
                    apps.portfolio.models.fields.ExactField(
                        decimal_places=12,
                        default=0,
                        help_text="Gains of what was sold, after fees and taxes.",
                        max_digits=30,
                    ),
                ),
                ("income", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("fees", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("taxes", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("as_of", models.DateField()),
                ("version", models.BigIntegerField(help_text="The owner's data version that it was made from.")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holdings", to="portfolio.account"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="portfolio.instrument",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "account"], name="holding_of_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "instrument", "currency"), name="holding_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldingSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("first_on", models.DateField()),
                ("value", models.BinaryField()),
                ("fx_gain", models.BinaryField()),
                ("entries", models.BinaryField()),
                ("cash", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portfolio.account"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portfolio.instrument",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "instrument"], name="holding_series_of_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "instrument", "currency"), name="holding_series_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument", None), ("currency", ""), _connector="OR"),
                        name="holding_series_cash_or_instrument",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outdated",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("everything", models.BooleanField(default=False)),
                ("since", models.DateField()),
                (
                    "instrument",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portfolio.instrument",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner"], name="outdated_of_owner")],
            },
        ),
    ]
