"""Every address Steward answers; each app brings its own."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "Steward administration"
admin.site.index_title = "Records"

urlpatterns = [
    path("", include("apps.operations.urls")),
    path("", include("apps.dashboard.urls")),
    path("", include("apps.accounts.pages.urls")),
    path("", include("apps.accounts.api.urls")),
    path("", include("apps.accounts.pages.ways_in.urls")),
    path("", include("apps.accounts.api.privacy_urls")),
    path("", include("apps.jobs.urls")),
    path("", include("apps.nutrition.pages.urls")),
    path("", include("apps.nutrition.api.urls")),
    path("portfolio/", include("apps.portfolio.pages.urls")),
    path("", include("apps.portfolio.api.urls")),
    path("training/", include("apps.training.pages.urls")),
    path("", include("apps.training.api.urls")),
    path("", include("project.api_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "project.lib.error_pages.bad_request"
handler403 = "project.lib.error_pages.forbidden"
handler404 = "project.lib.error_pages.not_found"
handler500 = "project.lib.error_pages.server_error"
