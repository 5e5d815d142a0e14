"""The addresses of the privacy API."""

from django.urls import path

from . import privacy

app_name = "privacy-api"

_api = {
    "exports": (privacy.ExportsView, "exports"),
    "exports/<str:token>/file": (privacy.ExportFileView, "export-file"),
    "consents": (privacy.ConsentsView, "consents"),
    "consents/<slug:code>": (privacy.ConsentView, "consent"),
}

urlpatterns = [
    path(f"api/v1/privacy/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
