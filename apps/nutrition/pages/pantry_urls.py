"""Where the pages of the pantry are."""

from django.urls import path

from . import pantry

urlpatterns = [
    path("", pantry.pantry, name="pantry"),
    path("add/", pantry.add, name="pantry-add"),
    path("<uuid:uuid>/", pantry.lot, name="pantry-lot"),
    path("<uuid:uuid>/use/", pantry.use, name="pantry-use"),
    path("changes/<uuid:uuid>/undo/", pantry.undo, name="pantry-undo"),
]
