from django.urls import path

from .api import imports as import_api
from .pages import imports

app_name = "portfolio"

_import_api = {
    "": (import_api.ImportsView, "api-imports"),
    "/<uuid:import_uuid>": (import_api.ImportView, "api-import"),
    "/<uuid:import_uuid>/rows": (import_api.RowsView, "api-import-rows"),
    "/<uuid:import_uuid>/rows/<int:row_id>": (import_api.RowView, "api-import-row"),
    "/<uuid:import_uuid>/book": (import_api.BookView, "api-import-book"),
    "/<uuid:import_uuid>/undo": (import_api.UndoView, "api-import-undo"),
}

urlpatterns = [
    path("portfolio/import/", imports.start, name="import-start"),
    path("portfolio/import/<uuid:import_uuid>/", imports.detail, name="import"),
    path("portfolio/import/<uuid:import_uuid>/columns/", imports.columns, name="import-columns"),
    path("portfolio/import/<uuid:import_uuid>/check/", imports.check, name="import-check"),
    path("portfolio/import/<uuid:import_uuid>/book/", imports.book, name="import-book"),
    path("portfolio/import/<uuid:import_uuid>/undo/", imports.undo, name="import-undo"),
    path("portfolio/import/<uuid:import_uuid>/forget/", imports.forget, name="import-forget"),
    path("portfolio/import/<uuid:import_uuid>/closing/", imports.closing, name="import-closing"),
    path("portfolio/import/<uuid:import_uuid>/file/", imports.original, name="import-file"),
    path("portfolio/import/<uuid:import_uuid>/rows/<int:row_id>/", imports.row, name="import-row"),
    path("portfolio/import/<uuid:import_uuid>/rows/<int:row_id>/aside/", imports.set_row_aside, name="import-aside"),
    path("portfolio/export.json", imports.export, {"form": "json"}, name="export-json"),
    path("portfolio/export.zip", imports.export, {"form": "zip"}, name="export-archive"),
    *(
        path(f"api/v1/portfolio/imports{route}{slash}", view.as_view(), name=name)
        for slash in ("", "/")
        for route, (view, name) in _import_api.items()
    ),
]
