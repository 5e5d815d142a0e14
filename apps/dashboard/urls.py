from django.urls import path

from .api.views import OverviewView
from .pages import views

app_name = "dashboard"
overview = OverviewView.as_view()
urlpatterns = [
    path("", views.front, name="front"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("components/", views.components, name="components"),
    path("api/v1/dashboard/overview", overview, name="overview"),
    path("api/v1/dashboard/overview/", overview),
    path("api/dashboard/overview", overview),
    path("api/dashboard/overview/", overview),
]
