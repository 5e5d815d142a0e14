"""The addresses of the portfolio's API."""

from django.urls import path

from . import figures, ledger

app_name = "portfolio-api"

_api = {
    "accounts": (ledger.AccountsView, "accounts"),
    "accounts/<uuid:uuid>": (ledger.AccountView, "account"),
    "accounts/<uuid:uuid>/close": (ledger.CloseView, "account-close"),
    "accounts/<uuid:uuid>/reopen": (ledger.ReopenView, "account-reopen"),
    "instruments": (ledger.InstrumentsView, "instruments"),
    "instruments/<uuid:uuid>": (ledger.InstrumentView, "instrument"),
    "instruments/<uuid:uuid>/labels": (ledger.LabelsView, "labels"),
    "instruments/<uuid:uuid>/prices": (ledger.PricesView, "prices"),
    "activities": (ledger.ActivitiesView, "activities"),
    "activities/<uuid:uuid>": (ledger.ActivityView, "activity"),
    "changes/<uuid:batch>/undo": (ledger.UndoView, "undo"),
    "summary": (figures.SummaryView, "summary"),
    "holdings": (figures.HoldingsView, "holdings"),
    "performance": (figures.PerformanceView, "performance"),
    "allocation": (figures.AllocationView, "allocation"),
    "income": (figures.IncomeView, "income"),
}

urlpatterns = [
    path(f"api/v1/portfolio/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for route, (view, name) in _api.items()
]
