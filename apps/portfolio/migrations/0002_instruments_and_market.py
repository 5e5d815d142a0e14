import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import apps.portfolio.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0001_word_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("symbol", models.CharField(max_length=32)),
                ("isin", models.CharField(blank=True, max_length=12, verbose_name="ISIN")),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share", "Share"),
                            ("fund", "Fund"),
                            ("etf", "ETF"),
                            ("bond", "Bond"),
                            ("crypto", "Crypto"),
                            ("commodity", "Commodity"),
                            ("property", "Property"),
                            ("cash", "Cash"),
                            ("other", "Other"),
                        ],
                        default="share",
                        max_length=9,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("sector", models.CharField(blank=True, max_length=60)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("delisted_on", models.DateField(blank=True, null=True)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RateSeries",
            fields=[
                ("first_on", models.DateField()),
                ("values", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("currency", models.CharField(max_length=3, primary_key=True, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PriceSeries",
            fields=[
                ("first_on", models.DateField()),
                ("values", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "instrument",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="series",
                        serialize=False,
                        to="portfolio.instrument",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Label",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="labels", to="portfolio.instrument"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("close", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30)),
                ("source", models.CharField(max_length=40)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="prices", to="portfolio.instrument"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("value", apps.portfolio.models.fields.ExactField(decimal_places=12, max_digits=30)),
                ("source", models.CharField(max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "on"), name="rate_once_a_day"),
                    models.CheckConstraint(condition=models.Q(("value__gt", 0)), name="rate_above_zero"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="instrument",
            index=models.Index(
                condition=models.Q(("isin", ""), _negated=True), fields=["isin"], name="instrument_isin"
            ),
        ),
        migrations.AddIndex(
            model_name="instrument",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("symbol"), "gin_trgm_ops"
                ),
                name="instrument_symbol_typed",
            ),
        ),
        migrations.AddIndex(
            model_name="instrument",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper("name"), "gin_trgm_ops"),
                name="instrument_name_typed",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.UniqueConstraint(
                models.F("owner"),
                django.db.models.functions.text.Upper("symbol"),
                name="instrument_symbol_once_per_owner",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["share", "fund", "etf", "bond", "crypto", "commodity", "property", "cash", "other"])
                ),
                name="instrument_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="instrument_currency_is_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.CheckConstraint(
                condition=models.Q(("isin", ""), ("isin__regex", "^[A-Z]{2}[A-Z0-9]{9}[0-9]$"), _connector="OR"),
                name="instrument_isin_well_formed",
            ),
        ),
        migrations.AddIndex(
            model_name="label",
            index=models.Index(models.F("owner"), django.db.models.functions.text.Lower("name"), name="label_of_owner"),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(
                models.F("owner"),
                models.F("instrument"),
                django.db.models.functions.text.Lower("name"),
                name="label_once_per_instrument",
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.UniqueConstraint(fields=("instrument", "on"), name="price_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(condition=models.Q(("close__gt", 0)), name="price_above_zero"),
        ),
    ]
