"""Where the pages of meal plans are."""

from django.urls import path

from . import plans

_MEAL = "<uuid:uuid>/meals/<int:meal_id>"

urlpatterns = [
    path("", plans.meals, name="meals"),
    path("plan/", plans.ask, name="plan-ask"),
    path("making/<uuid:job_uuid>/", plans.making, name="plan-making"),
    path("<uuid:uuid>/", plans.plan, name="plan"),
    path("<uuid:uuid>/delete/", plans.delete, name="plan-delete"),
    path("<uuid:uuid>/restore/", plans.restore, name="plan-restore"),
    path("<uuid:uuid>/again/", plans.again, name="plan-again"),
    path(f"{_MEAL}/", plans.meal, name="plan-meal"),
    path(f"{_MEAL}/lock/", plans.lock, name="plan-meal-lock"),
    path(f"{_MEAL}/move/", plans.move, name="plan-meal-move"),
    path(f"{_MEAL}/portion/", plans.portion, name="plan-meal-portion"),
    path(f"{_MEAL}/cooked/", plans.cooked, name="plan-meal-cooked"),
    path(f"{_MEAL}/log/", plans.log, name="plan-meal-log"),
    path("<uuid:uuid>/days/<int:day>/log/", plans.log_day, name="plan-day-log"),
    path(f"{_MEAL}/put/", plans.put, name="plan-meal-put"),
    path(f"{_MEAL}/swap/", plans.swap, name="plan-meal-swap"),
]
