import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import apps.portfolio.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0003_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("buy", "Buy"),
                            ("sell", "Sell"),
                            ("dividend", "Dividend"),
                            ("interest", "Interest"),
                            ("fee", "Fee"),
                            ("tax", "Tax"),
                            ("deposit", "Deposit"),
                            ("withdrawal", "Withdrawal"),
                            ("transfer_in", "Transfer in"),
                            ("transfer_out", "Transfer out"),
                            ("transfer", "Transfer between accounts"),
                            ("split", "Split"),
                            ("bonus", "Bonus shares"),
                            ("return_of_capital", "Return of capital"),
                            ("spin_off", "Spin-off"),
                            ("merger", "Merger"),
                            ("short", "Short sale"),
                            ("cover", "Buy to cover"),
                        ],
                        max_length=17,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.TimeField(blank=True, help_text="The time of day, in the person's zone.", null=True)),
                ("order", models.IntegerField(default=0, help_text="Within the day.")),
                ("quantity", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                (
                    "price",
                    apps.portfolio.models.fields.ExactField(blank=True, decimal_places=12, max_digits=30, null=True),
                ),
                ("amount", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("fee", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("tax", apps.portfolio.models.fields.ExactField(decimal_places=12, default=0, max_digits=30)),
                ("currency", models.CharField(max_length=3)),
                ("settled_in", models.CharField(blank=True, max_length=3)),
                (
                    "rate",
                    apps.portfolio.models.fields.ExactField(blank=True, decimal_places=12, max_digits=30, null=True),
                ),
                ("ratio_new", models.PositiveIntegerField(blank=True, null=True)),
                ("ratio_old", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "share",
                    apps.portfolio.models.fields.ExactField(blank=True, decimal_places=12, max_digits=30, null=True),
                ),
                (
                    "cost",
                    apps.portfolio.models.fields.ExactField(blank=True, decimal_places=12, max_digits=30, null=True),
                ),
                ("acquired_on", models.DateField(blank=True, null=True)),
                (
                    "lots",
                    models.JSONField(
                        blank=True, null=True, help_text="Chosen lots: pairs of an activity's id and a quantity."
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50), blank=True, default=list, size=None
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, help_text="The import it came from; empty: typed in.", max_length=40),
                ),
                ("source_reference", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="activities", to="portfolio.account"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="portfolio.instrument",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                (
                    "to_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrivals",
                        to="portfolio.account",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "-on", "-order", "-id"], name="activity_of_owner"),
                    models.Index(fields=["account", "-on", "-order", "-id"], name="activity_of_account"),
                    models.Index(fields=["owner", "instrument", "on", "order", "id"], name="activity_strand"),
                    models.Index(fields=["owner", "kind", "-on", "-order", "-id"], name="activity_of_kind"),
                    models.Index(
                        condition=models.Q(("into__isnull", False)), fields=["owner"], name="activity_exchanges"
                    ),
                    models.Index(
                        condition=models.Q(("to_account__isnull", False)),
                        fields=["to_account"],
                        name="activity_arrivals",
                    ),
                    models.Index(condition=models.Q(("into__isnull", False)), fields=["into"], name="activity_into"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("note"), "gin_trgm_ops"
                        ),
                        condition=models.Q(("note", ""), _negated=True),
                        name="activity_note_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "buy",
                                    "sell",
                                    "dividend",
                                    "interest",
                                    "fee",
                                    "tax",
                                    "deposit",
                                    "withdrawal",
                                    "transfer_in",
                                    "transfer_out",
                                    "transfer",
                                    "split",
                                    "bonus",
                                    "return_of_capital",
                                    "spin_off",
                                    "merger",
                                    "short",
                                    "cover",
                                ],
                            )
                        ),
                        name="activity_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fee__gte", 0),
                            ("quantity__gte", 0),
                            ("tax__gte", 0),
                            models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                            models.Q(("rate", None), ("rate__gt", 0), _connector="OR"),
                            models.Q(("cost", None), ("cost__gte", 0), _connector="OR"),
                            models.Q(("amount__gte", 0), ("kind__in", ["interest", "fee", "tax"]), _connector="OR"),
                        ),
                        name="activity_amounts_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("instrument__isnull", False),
                            ("kind__in", ["interest", "fee", "tax", "deposit", "withdrawal", "transfer"]),
                            _connector="OR",
                        ),
                        name="activity_names_its_instrument",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_account", None), ("kind", "transfer"), _connector="OR"),
                        name="activity_only_transfers_arrive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ratio_new", None), ("ratio_old", None)),
                            models.Q(
                                ("ratio_new__gt", 0),
                                ("ratio_new__isnull", False),
                                ("ratio_old__gt", 0),
                                ("ratio_old__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="activity_ratio_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("into", None), models.Q(("into", models.F("instrument")), _negated=True), _connector="OR"
                        ),
                        name="activity_into_another_instrument",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_reference", ""), _negated=True),
                        fields=("account", "source", "source_reference"),
                        name="activity_imported_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(default=uuid.uuid4)),
                ("activity_uuid", models.UUIDField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "-id"], name="activity_change_of_owner"),
                    models.Index(fields=["owner", "batch"], name="activity_change_batch"),
                    models.Index(fields=["activity_uuid", "-id"], name="activity_change_history"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before__isnull", False), ("after__isnull", False), _connector="OR"),
                        name="activity_change_says_what",
                    )
                ],
            },
        ),
    ]
