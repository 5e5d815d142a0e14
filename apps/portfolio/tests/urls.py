"""The pages of the portfolio as a URL map would have them."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("portfolio/", include(([path("", lambda request: HttpResponse(), name="overview")], "portfolio"))),
]
