"""The addresses of nutrition's API."""

from django.urls import path

from . import (
    diary,
    diary_days,
    foods,
    pantry,
    plans,
    prices,
    recipe_imports,
    recipe_photos,
    recipes,
    shopping,
    targets,
    weight,
)

app_name = "nutrition-api"

_api = {
    # The catalogue, which needs no account.
    "nutrition-data/recipes": (recipes.RecipesView, "recipes"),
    "nutrition-data/recipes/facets": (recipes.RecipeFacetsView, "recipe-facets"),
    "nutrition-data/recipes/<uuid:uuid>": (recipes.RecipeView, "recipe"),
    "nutrition-data/recipes/<uuid:uuid>/photo": (recipe_photos.RecipePhotoView, "recipe-photo"),
    "nutrition/recipes": (recipes.OwnRecipesView, "own-recipes"),
    "nutrition/recipes/<uuid:uuid>": (recipes.OwnRecipeView, "own-recipe"),
    "nutrition/recipes/<uuid:uuid>/restore": (recipes.RestoreRecipeView, "own-recipe-restore"),
    "nutrition/recipes/<uuid:uuid>/photo": (recipe_photos.OwnRecipePhotoView, "own-recipe-photo"),
    "nutrition/recipes/<uuid:uuid>/mark": (recipes.MarkView, "recipe-mark"),
    "nutrition/recipes/<uuid:uuid>/cooked": (recipes.CookedView, "recipe-cooked"),
    "nutrition/diary": (diary.DiaryView, "diary"),
    "nutrition/diary/days": (diary_days.DaysView, "diary-days"),
    "nutrition/diary/entries": (diary.EntriesView, "diary-entries"),
    "nutrition/diary/entries/<uuid:uuid>": (diary.EntryView, "diary-entry"),
    "nutrition/diary/entries/<uuid:uuid>/restore": (diary.RestoreView, "diary-entry-restore"),
    "nutrition/diary/copies": (diary.CopiesView, "diary-copies"),
    "nutrition/diary/copies/<uuid:copied_in>": (diary.UndoCopyView, "diary-copy"),
    "nutrition/recipe-imports": (recipe_imports.ImportsView, "recipe-imports"),
    "nutrition/recipe-imports/<uuid:uuid>": (recipe_imports.ImportView, "recipe-import"),
    "nutrition/recipe-imports/<uuid:uuid>/read": (recipe_imports.ReadView, "recipe-import-read"),
    "nutrition/recipe-imports/<uuid:uuid>/keep": (recipe_imports.KeepView, "recipe-import-keep"),
    "actions/generate-meal-plan": (plans.GenerateMealPlanView, "generate-meal-plan"),
    "nutrition/plans": (plans.PlansView, "plans"),
    "nutrition/plans/<uuid:uuid>": (plans.PlanView, "plan"),
    "nutrition/plans/<uuid:uuid>/restore": (plans.RestorePlanView, "plan-restore"),
    "nutrition/plans/<uuid:uuid>/meals/<int:meal_id>": (plans.MealView, "plan-meal"),
    "nutrition/plans/<uuid:uuid>/meals/<int:meal_id>/swap": (plans.SwapView, "plan-swap"),
    "nutrition/plans/<uuid:uuid>/meals/<int:meal_id>/log": (plans.LogMealView, "plan-meal-log"),
    "nutrition/plans/<uuid:uuid>/days/<int:day>/log": (plans.LogDayView, "plan-day-log"),
    "nutrition/shopping": (shopping.ShoppingListsView, "shopping"),
    "nutrition/shopping/<uuid:uuid>": (shopping.ShoppingListView, "shopping-list"),
    "nutrition/shopping/<uuid:uuid>/restore": (shopping.RestoreListView, "shopping-restore"),
    "nutrition/shopping/<uuid:uuid>/items": (shopping.ItemsView, "shopping-items"),
    "nutrition/shopping/<uuid:uuid>/items/<int:item_id>": (shopping.ItemView, "shopping-item"),
    "nutrition/shopping/<uuid:uuid>/put-away": (shopping.PutAwayView, "shopping-put-away"),
    "nutrition/shopping/<uuid:uuid>/grants": (shopping.GrantsView, "shopping-grants"),
    "nutrition/shopping/<uuid:uuid>/grants/<int:grant_id>": (shopping.GrantView, "shopping-grant"),
    "nutrition/pantry": (pantry.PantryView, "pantry"),
    "nutrition/pantry/recipes": (pantry.MakeableView, "pantry-recipes"),
    "nutrition/pantry/<uuid:uuid>": (pantry.LotView, "pantry-lot"),
    "nutrition/pantry/<uuid:uuid>/use": (pantry.UseLotView, "pantry-use"),
    "nutrition/pantry/changes/<uuid:uuid>/undo": (pantry.UndoView, "pantry-undo"),
    "nutrition/diary/drinks": (targets.DrinksView, "drinks"),
    "nutrition/diary/drinks/<uuid:uuid>": (targets.DrinkView, "drink"),
    "nutrition/weight": (weight.WeightView, "weight"),
    "nutrition/targets": (targets.TargetsView, "targets"),
    "nutrition/targets/suggested": (targets.SuggestionView, "targets-suggested"),
    "nutrition/prices": (prices.PricesView, "prices"),
    "nutrition/foods/<uuid:uuid>/price": (prices.FoodPriceView, "food-price"),
    "nutrition/recipes/<uuid:uuid>/report": (recipes.ReportView, "recipe-report"),
    "nutrition/recipes/<uuid:uuid>/cost": (prices.RecipeCostView, "recipe-cost"),
    "nutrition/foods": (foods.FoodsView, "foods"),
    "nutrition/foods/<uuid:uuid>": (foods.FoodView, "food"),
}

urlpatterns = [
    path(f"api/v1/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
