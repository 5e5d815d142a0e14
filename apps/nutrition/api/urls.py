"""The addresses of nutrition's API."""

from django.urls import path

from . import foods

app_name = "nutrition-api"

_api = {
    "nutrition/foods": (foods.FoodsView, "foods"),
    "nutrition/foods/<uuid:uuid>": (foods.FoodView, "food"),
}

urlpatterns = [
    path(f"api/v1/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
