"""
Indexes whose order goes one way, and one for each diet and allergen.

A page far down a list began by reading all rows of the same popularity; a filter read recipes only to pass them over.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

DIETS = ("vegan", "vegetarian", "pescatarian")
ALLERGENS = (
    "celery", "crustaceans", "eggs", "fish", "gluten", "lupin", "milk", "molluscs", "mustard", "nuts", "peanuts",
    "sesame", "soy", "sulphites", "wheat",
)  # fmt: skip
POPULAR = ["-popularity", "-id"]


def _anew(model: str, index: models.Index) -> list:
    return [RemoveIndexConcurrently(model, index.name), AddIndexConcurrently(model, index)]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("nutrition", "0005_recipe_imports")]

    operations = [
        *_anew("food", models.Index(fields=POPULAR, name="food_popular")),
        *_anew("recipe", models.Index(fields=POPULAR, name="recipe_popular")),
        *_anew("recipe", models.Index(fields=["cuisine", *POPULAR], condition=~Q(cuisine=""), name="recipe_cuisine")),
        *(
            AddIndexConcurrently(
                "recipe", models.Index(fields=POPULAR, condition=Q(suits__contains=[each]), name=f"recipe_{each}")
            )
            for each in DIETS
        ),
        *(
            AddIndexConcurrently(
                "recipe", models.Index(fields=POPULAR, condition=Q(free_of__contains=[each]), name=f"recipe_no_{each}")
            )
            for each in ALLERGENS
        ),
    ]
