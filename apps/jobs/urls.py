from django.urls import path

from .api import views as api
from .pages import views as pages

app_name = "jobs"

_api = {
    "": (api.JobsView, "api-list"),
    "/<uuid:job_uuid>": (api.JobView, "api-detail"),
    "/<uuid:job_uuid>/cancel": (api.CancelView, "api-cancel"),
    "/<uuid:job_uuid>/retry": (api.RetryView, "api-retry"),
}

urlpatterns = [
    path("jobs/", pages.jobs, name="list"),
    path("jobs/<uuid:job_uuid>/", pages.job, name="detail"),
    path("jobs/<uuid:job_uuid>/cancel/", pages.cancel, name="cancel"),
    path("jobs/<uuid:job_uuid>/retry/", pages.retry, name="retry"),
    *(
        path(f"api/v1/jobs{route}{slash}", view.as_view(), name=name)
        for slash in ("", "/")
        for route, (view, name) in _api.items()
    ),
]
