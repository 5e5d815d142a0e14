"""The addresses of the portfolio's API."""

from django.urls import path

from . import alerts, figures, goals, imports, ledger, market, portfolios, rebalancing, sharing, yardstick

app_name = "portfolio-api"

_api = {
    "accounts": (ledger.AccountsView, "accounts"),
    "accounts/<uuid:uuid>": (ledger.AccountView, "account"),
    "accounts/<uuid:uuid>/close": (ledger.CloseView, "account-close"),
    "accounts/<uuid:uuid>/reopen": (ledger.ReopenView, "account-reopen"),
    "portfolios": (portfolios.PortfoliosView, "portfolios"),
    "portfolios/<uuid:uuid>": (portfolios.PortfolioView, "portfolio"),
    "instruments": (ledger.InstrumentsView, "instruments"),
    "instruments/<uuid:uuid>": (ledger.InstrumentView, "instrument"),
    "instruments/<uuid:uuid>/labels": (ledger.LabelsView, "labels"),
    "instruments/<uuid:uuid>/prices": (ledger.PricesView, "prices"),
    "instruments/<uuid:uuid>/prices/file": (ledger.PriceFileView, "price-file"),
    "activities": (ledger.ActivitiesView, "activities"),
    "activities/<uuid:uuid>": (ledger.ActivityView, "activity"),
    "changes/<uuid:batch>/undo": (ledger.UndoView, "undo"),
    "summary": (figures.SummaryView, "summary"),
    "holdings": (figures.HoldingsView, "holdings"),
    "performance": (figures.PerformanceView, "performance"),
    "allocation": (figures.AllocationView, "allocation"),
    "income": (figures.IncomeView, "income"),
    "targets": (rebalancing.TargetsView, "targets"),
    "rebalance": (rebalancing.RebalanceView, "rebalance"),
    "goals": (goals.GoalsView, "goals"),
    "goals/<uuid:uuid>": (goals.GoalView, "goal"),
    "goals/<uuid:uuid>/projection": (goals.ProjectionView, "goal-projection"),
    "yardstick": (yardstick.YardstickView, "yardstick"),
    "comparison": (yardstick.ComparisonView, "comparison"),
    "shares": (sharing.SharesView, "shares"),
    "shares/<uuid:uuid>": (sharing.ShareView, "share"),
    "shared/<str:token>": (sharing.SharedView, "shared"),
    "imports": (imports.ImportsView, "imports"),
    "imports/<uuid:import_uuid>": (imports.ImportView, "import"),
    "imports/<uuid:import_uuid>/rows": (imports.RowsView, "import-rows"),
    "imports/<uuid:import_uuid>/rows/<int:row_id>": (imports.RowView, "import-row"),
    "imports/<uuid:import_uuid>/book": (imports.BookView, "import-book"),
    "imports/<uuid:import_uuid>/undo": (imports.UndoView, "import-undo"),
    "alerts": (alerts.AlertsView, "alerts"),
    "alerts/<uuid:uuid>": (alerts.AlertView, "alert"),
    "alerts/<uuid:uuid>/pause": (alerts.PauseView, "alert-pause"),
    "alerts/<uuid:uuid>/resume": (alerts.ResumeView, "alert-resume"),
    "alerts/<uuid:uuid>/restore": (alerts.RestoreView, "alert-restore"),
    "notices": (alerts.NoticesView, "notices"),
    "notices/seen": (alerts.NoticesSeenView, "notices-seen"),
}

_market = {
    "quotes": (market.QuotesView, "market-quotes"),
    "instruments/<uuid:uuid>/prices": (market.CataloguePricesView, "market-prices"),
    "rates": (market.RatesView, "market-rates"),
}

urlpatterns = [
    path(f"api/v1/{part}/{route}{slash}", view.as_view(), name=name)
    for slash in ("", "/")
    for part, views in (("portfolio", _api), ("market", _market))
    for route, (view, name) in views.items()
]
