"""Where the pages of nutrition are."""

from django.urls import path

from . import calculators, foods, recipes

app_name = "nutrition"

urlpatterns = [
    path("calculator/", calculators.calculator, name="calculator"),
    path("recipes/", recipes.recipes, name="recipes"),
    path("recipes/add/", recipes.add, name="recipe-add"),
    path("recipes/<uuid:uuid>/", recipes.recipe, name="recipe"),
    path("recipes/<uuid:uuid>/edit/", recipes.edit, name="recipe-edit"),
    path("recipes/<uuid:uuid>/delete/", recipes.delete, name="recipe-delete"),
    path("recipes/<uuid:uuid>/copy/", recipes.copy, name="recipe-copy"),
    path("recipes/<uuid:uuid>/favourite/", recipes.favourite, name="recipe-favourite"),
    path("recipes/<uuid:uuid>/mark/", recipes.mark, name="recipe-mark"),
    path("recipes/<uuid:uuid>/cooked/", recipes.cooked, name="recipe-cooked"),
    path("cooked/<int:cooked_id>/forget/", recipes.forget_cooked, name="cooked-forget"),
    path("foods/", foods.foods, name="foods"),
    path("foods/suggest/", foods.suggestions, name="food-suggestions"),
    path("foods/add/", foods.add, name="food-add"),
    path("foods/<uuid:uuid>/", foods.food, name="food"),
    path("foods/<uuid:uuid>/edit/", foods.edit, name="food-edit"),
    path("foods/<uuid:uuid>/delete/", foods.delete, name="food-delete"),
]
