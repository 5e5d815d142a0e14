"""Indexes of the recipes that lack something: counting those that no plan may hold read the whole catalogue."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import LessThan

TOLD = Q(unresolved=0, energy_kcal__isnull=False, protein_g__isnull=False, carbohydrate_g__isnull=False)
TOLD &= Q(fat_g__isnull=False)
for _key in ("energy", "protein", "carbohydrate", "fat"):
    TOLD &= Q(**{f"coverage__{_key}__isnull": True}) | Q(**{f"coverage__{_key}__gte": 0.9})


def _number_of(column: str) -> Func:
    return Func(F(column), function="cardinality", output_field=models.IntegerField())


UNSURE = Q(LessThan(_number_of("contains") + _number_of("free_of"), Value(17)))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0009_targets_and_drinks")]

    operations = [
        AddIndexConcurrently("recipe", models.Index(fields=["id"], condition=~TOLD, name="recipe_untold")),
        AddIndexConcurrently("recipe", models.Index(fields=["id"], condition=UNSURE, name="recipe_unsure")),
    ]
