"""The addresses of nutrition's API."""

from django.urls import path

from . import diary, foods, recipe_imports, recipes

app_name = "nutrition-api"

_api = {
    # The catalogue, which needs no account.
    "nutrition-data/recipes": (recipes.RecipesView, "recipes"),
    "nutrition-data/recipes/<uuid:uuid>": (recipes.RecipeView, "recipe"),
    "nutrition/recipes": (recipes.OwnRecipesView, "own-recipes"),
    "nutrition/recipes/<uuid:uuid>": (recipes.OwnRecipeView, "own-recipe"),
    "nutrition/recipes/<uuid:uuid>/mark": (recipes.MarkView, "recipe-mark"),
    "nutrition/recipes/<uuid:uuid>/cooked": (recipes.CookedView, "recipe-cooked"),
    "nutrition/diary": (diary.DiaryView, "diary"),
    "nutrition/diary/entries": (diary.EntriesView, "diary-entries"),
    "nutrition/diary/entries/<uuid:uuid>": (diary.EntryView, "diary-entry"),
    "nutrition/diary/entries/<uuid:uuid>/restore": (diary.RestoreView, "diary-entry-restore"),
    "nutrition/diary/copies": (diary.CopiesView, "diary-copies"),
    "nutrition/diary/copies/<uuid:copied_in>": (diary.UndoCopyView, "diary-copy"),
    "nutrition/recipe-imports": (recipe_imports.ImportsView, "recipe-imports"),
    "nutrition/recipe-imports/<uuid:uuid>": (recipe_imports.ImportView, "recipe-import"),
    "nutrition/recipe-imports/<uuid:uuid>/read": (recipe_imports.ReadView, "recipe-import-read"),
    "nutrition/recipe-imports/<uuid:uuid>/keep": (recipe_imports.KeepView, "recipe-import-keep"),
    "nutrition/foods": (foods.FoodsView, "foods"),
    "nutrition/foods/<uuid:uuid>": (foods.FoodView, "food"),
}

urlpatterns = [
    path(f"api/v1/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
