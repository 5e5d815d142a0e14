"""Where the pages of nutrition are."""

from django.urls import URLPattern, URLResolver, include, path

from . import calculators, diary, diary_adding, diary_days, drinks, foods, recipe_imports, recipes, targets

app_name = "nutrition"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meals/", include("apps.nutrition.pages.plan_urls")),
    path("shopping/", include("apps.nutrition.pages.shopping_urls")),
    path("diary/", diary.day, name="diary"),
    path("diary/add/", diary_adding.add, name="diary-add"),
    path("diary/add/quick/", diary_adding.quick, name="diary-quick"),
    path("diary/add/foods/<uuid:uuid>/", diary_adding.food, name="diary-food"),
    path("diary/add/recipes/<uuid:uuid>/", diary_adding.recipe, name="diary-recipe"),
    path("diary/entries/<uuid:uuid>/", diary.entry, name="diary-entry"),
    path("diary/entries/<uuid:uuid>/delete/", diary.delete, name="diary-delete"),
    path("diary/entries/<uuid:uuid>/restore/", diary.restore, name="diary-restore"),
    path("diary/entries/<uuid:uuid>/again/", diary_adding.again, name="diary-again"),
    path("diary/copy/", diary.copy, name="diary-copy"),
    path("diary/copy-here/", diary.copy_here, name="diary-copy-here"),
    path("diary/copies/<uuid:copied_in>/undo/", diary.undo_copy, name="diary-copy-undo"),
    path("diary/drinks/", drinks.drink, name="drink"),
    path("diary/drinks/<uuid:uuid>/forget/", drinks.forget, name="drink-forget"),
    path("diary/days/", diary_days.days, name="diary-days"),
    path("diary/targets/", targets.targets, name="targets"),
    path("diary/targets/end/", targets.end, name="target-end"),
    path("diary/targets/suggested/", targets.suggested, name="targets-suggested"),
    path("diary/targets/suggested/take/", targets.take, name="targets-take"),
    path("calculator/", calculators.calculator, name="calculator"),
    path("recipes/", recipes.recipes, name="recipes"),
    path("recipes/add/", recipes.add, name="recipe-add"),
    path("recipes/import/", recipe_imports.start, name="recipe-import-start"),
    path("recipes/imports/<uuid:uuid>/", recipe_imports.detail, name="recipe-import"),
    path("recipes/imports/<uuid:uuid>/read/", recipe_imports.read, name="recipe-import-read"),
    path("recipes/imports/<uuid:uuid>/keep/", recipe_imports.keep, name="recipe-import-keep"),
    path("recipes/imports/<uuid:uuid>/forget/", recipe_imports.forget, name="recipe-import-forget"),
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
    path("foods/<uuid:uuid>/favourite/", diary_adding.favour, name="food-favourite"),
    path("foods/<uuid:uuid>/delete/", foods.delete, name="food-delete"),
]
