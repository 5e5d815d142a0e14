"""The addresses of alerts. Names are in the namespace of the urls.py that includes this."""

from django.urls import path, register_converter

from ..models import Alert
from . import alerts


class KindConverter:
    regex = "|".join(Alert.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "alert_kind")

urlpatterns = [
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/seen/", alerts.seen, name="alerts-seen"),
    path("alerts/add/<alert_kind:kind>/", alerts.add, name="alert-add"),
    path("alerts/<uuid:uuid>/", alerts.edit, name="alert"),
    path("alerts/<uuid:uuid>/pause/", alerts.pause, name="alert-pause"),
    path("alerts/<uuid:uuid>/resume/", alerts.resume, name="alert-resume"),
    path("alerts/<uuid:uuid>/delete/", alerts.delete, name="alert-delete"),
    path("alerts/<uuid:uuid>/restore/", alerts.restore, name="alert-restore"),
]
