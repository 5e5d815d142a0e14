"""Where the pages of the portfolio are."""

from django.urls import URLPattern, URLResolver, path

from . import holdings, income, overview

app_name = "portfolio"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("holdings/", holdings.holdings, name="holdings"),
    path("holdings/<uuid:instrument_uuid>/", holdings.holding, name="holding"),
    path("performance/", overview.performance, name="performance"),
    path("income/", income.income, name="income"),
    path("allocation/", holdings.allocation, name="allocation"),
]
