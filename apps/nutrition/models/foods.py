"""Foods: what everybody may look up, and what people add for themselves."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from ..domain.foods.groups import CONTENTS, GROUPS, Made, Says, suiting
from ..domain.foods.nutrients import NUTRIENTS
from ..querysets import CatalogueQuerySet, OwnedFoodPartQuerySet
from .search import Stems, plain_words

# As simple foods are, and one's own; what is sold under a name becomes so once it was eaten so often.
POPULAR_FOOD = 100


class Amounts(models.Model):
    """What 100 g hold of each nutrient, in the unit that ends the column's name. Null is unknown, which is not zero."""

    class Meta:
        abstract = True


for _nutrient in NUTRIENTS:
    Amounts.add_to_class(_nutrient.column, models.FloatField(_nutrient.title, null=True, blank=True))


class Food(Amounts):
    """A food of the catalogue that everyone shares, or (with an owner) a person's own."""

    class Source(models.TextChoices):
        USDA = "usda", "USDA FoodData Central"
        FDC = "fdc", "USDA FoodData Central"
        SR = "sr", "USDA Standard Reference"
        OFF = "off", "Open Food Facts"
        CSV = "csv", "Table of this Steward"
        OWN = "own", "Your own"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=250)
    brand = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=100, blank=True)
    # What it is made of, as far as somebody looked: domain/foods/groups.py.
    group = models.CharField(max_length=30, default="mixed")
    # What its package says is in it, traces too, and which diets it suits; what it does not say is not known.
    label_contains = ArrayField(models.CharField(max_length=11), default=list, db_default=[], editable=False)
    label_suits = ArrayField(models.CharField(max_length=11), default=list, db_default=[], editable=False)
    barcode = models.CharField(max_length=14, blank=True)
    source = models.CharField(max_length=4, choices=Source, default=Source.OWN, editable=False)
    source_id = models.CharField(max_length=250, blank=True, editable=False)
    source_version = models.CharField(max_length=60, blank=True, editable=False)
    # How often it was eaten, on top of what its table is worth.
    popularity = models.IntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    stems = models.GeneratedField(
        expression=Stems(plain_words("name", "brand")), output_field=SearchVectorField(), db_persist=True,
        editable=False,
    )  # fmt: skip

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=Q(owner=None), name="food_once_per_source"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="food_has_a_name"),
            models.CheckConstraint(condition=Q(group__in=list(GROUPS)), name="food_group_known"),
            models.CheckConstraint(
                condition=Q(source__in=["usda", "fdc", "sr", "off", "csv", "own"]), name="food_source_known"
            ),
            models.CheckConstraint(
                condition=Q(barcode="") | Q(barcode__regex="^[0-9]{7,14}$"), name="food_barcode_is_one"
            ),
            models.CheckConstraint(
                condition=Q(energy_kcal__isnull=True) | Q(energy_kcal__range=(0, 902)), name="food_energy_possible"
            ),
        ]
        indexes = [
            # Without a list of what is still to be put in, which every search would read: foods are rarely written.
            GinIndex(fields=["stems"], name="food_stems", fastupdate=False),
            GinIndex(
                fields=["stems"],
                condition=Q(popularity__gte=POPULAR_FOOD),
                name="food_stems_popular",
                fastupdate=False,
            ),
            models.Index(fields=["-popularity", "-id"], name="food_popular"),
            models.Index(fields=["barcode"], condition=~Q(barcode=""), name="food_barcode"),
            models.Index(fields=["name"], condition=Q(owner=None), name="food_by_name"),
            models.Index(fields=["owner"], condition=Q(owner__isnull=False), name="food_own"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return f"{self.name}, {self.brand}" if self.brand else self.name

    def amounts(self, grams: float = 100) -> dict[str, float | None]:
        """What so many grams hold, by the nutrient's key; None is unknown."""
        told = {nutrient.key: getattr(self, nutrient.column) for nutrient in NUTRIENTS}
        return {key: None if amount is None else amount * grams / 100 for key, amount in told.items()}

    @property
    def made(self) -> Made:
        return Made(self.group, frozenset(self.label_contains), frozenset(self.label_suits))

    def says(self) -> dict[Says, list[str]]:
        """What it contains, is free of, and nobody knows of."""
        found: dict[Says, list[str]] = {each: [] for each in Says}
        made = self.made
        for content in CONTENTS:
            found[made.says(content)].append(content)
        return found

    def suits(self) -> list[str]:
        """The diets that it is known to suit."""
        return suiting([self.made])


class FoodMeasure(models.Model):
    """How much one cup, slice or portion of a food weighs."""

    food = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="measures")
    label = models.CharField(max_length=80)
    # As ingredient lines name it; "" for one piece.
    unit = models.CharField(max_length=20, blank=True)
    grams = models.FloatField()
    # Whether an ingredient line can mean it; a portion is what somebody eats at once.
    counts = models.BooleanField(default=True)

    objects = OwnedFoodPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["food", "label"], name="food_measure_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="food_measure_weighs"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.grams:g} g)"


class FoodImport(models.Model):
    """A table that was read into the catalogue, and what became of its rows."""

    source = models.CharField(max_length=4)
    version = models.CharField(max_length=60)
    dry_run = models.BooleanField(default=False)
    report = models.JSONField()
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["source", "-imported_at"], name="food_import_latest")]

    def __str__(self) -> str:
        return f"{self.source} {self.version}"
