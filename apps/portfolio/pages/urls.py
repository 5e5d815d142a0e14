"""The pages of the portfolio."""

from django.urls import include, path

app_name = "portfolio"

urlpatterns = [path("", include("apps.portfolio.pages.ledger_urls"))]
