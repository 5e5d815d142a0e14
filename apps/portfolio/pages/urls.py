"""Where the pages of the portfolio are."""

from django.urls import URLPattern, URLResolver, include, path

from . import holdings, imports, income, overview

app_name = "portfolio"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("holdings/", holdings.holdings, name="holdings"),
    path("holdings/<uuid:instrument_uuid>/", holdings.holding, name="holding"),
    path("performance/", overview.performance, name="performance"),
    path("income/", income.income, name="income"),
    path("allocation/", holdings.allocation, name="allocation"),
    path("", include("apps.portfolio.pages.ledger_urls")),
    path("", include("apps.portfolio.pages.planning_urls")),
    path("", include("apps.portfolio.pages.alert_urls")),
    path("import/", imports.start, name="import-start"),
    path("import/<uuid:import_uuid>/", imports.detail, name="import"),
    path("import/<uuid:import_uuid>/columns/", imports.columns, name="import-columns"),
    path("import/<uuid:import_uuid>/check/", imports.check, name="import-check"),
    path("import/<uuid:import_uuid>/book/", imports.book, name="import-book"),
    path("import/<uuid:import_uuid>/undo/", imports.undo, name="import-undo"),
    path("import/<uuid:import_uuid>/forget/", imports.forget, name="import-forget"),
    path("import/<uuid:import_uuid>/closing/", imports.closing, name="import-closing"),
    path("import/<uuid:import_uuid>/file/", imports.original, name="import-file"),
    path("import/<uuid:import_uuid>/rows/<int:row_id>/", imports.row, name="import-row"),
    path("import/<uuid:import_uuid>/rows/<int:row_id>/aside/", imports.set_row_aside, name="import-aside"),
    path("export.json", imports.export, {"form": "json"}, name="export-json"),
    path("export.zip", imports.export, {"form": "zip"}, name="export-archive"),
]
