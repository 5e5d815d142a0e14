"""Where the pages of the pantry are."""

from django.urls import path

from . import makeable, pantry

urlpatterns = [
    path("", pantry.pantry, name="pantry"),
    path("add/", pantry.add, name="pantry-add"),
    path("make/", makeable.make, name="pantry-make"),
    path("<uuid:uuid>/", pantry.lot, name="pantry-lot"),
    path("<uuid:uuid>/use/", pantry.use, name="pantry-use"),
    path("changes/<uuid:uuid>/undo/", pantry.undo, name="pantry-undo"),
]
