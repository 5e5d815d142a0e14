"""Where the pages of nutrition are."""

from django.urls import path

from . import foods

app_name = "nutrition"

urlpatterns = [
    path("foods/", foods.foods, name="foods"),
    path("foods/suggest/", foods.suggestions, name="food-suggestions"),
    path("foods/add/", foods.add, name="food-add"),
    path("foods/<uuid:uuid>/", foods.food, name="food"),
    path("foods/<uuid:uuid>/edit/", foods.edit, name="food-edit"),
    path("foods/<uuid:uuid>/delete/", foods.delete, name="food-delete"),
]
