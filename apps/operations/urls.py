"""The addresses of operations: probes, and what staff look at."""

from django.urls import path

from .api.views import HealthView
from .pages.beacon import beacon
from .pages.csp import csp_report
from .pages.health import PROBES
from .pages.overview import overview

app_name = "operations"

# Answered by pages.health.answer_probes before they come this far; they stand here so that every address does.
_probes = [path(f"{route}{slash}", probe) for route, probe in PROBES.items() for slash in ("", "/")]

urlpatterns = [
    *_probes,
    path("operations/", overview, name="overview"),
    path("beacon", beacon, name="beacon"),
    path("csp-report", csp_report, name="csp-report"),
    path("api/v1/health", HealthView.as_view(), name="health"),
    path("api/v1/health/", HealthView.as_view(schema=None)),
]
