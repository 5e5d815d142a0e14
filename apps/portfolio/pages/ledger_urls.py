"""The addresses of what writes to a portfolio. Names are in the namespace of the urls.py that includes this."""

from django.urls import path

from . import ledger, ledger_accounts, ledger_instruments, ledger_portfolios

urlpatterns = [
    path("accounts/", ledger_accounts.accounts, name="accounts"),
    path("accounts/add/", ledger_accounts.add, name="account-add"),
    path("accounts/<uuid:uuid>/", ledger_accounts.account, name="account"),
    path("accounts/<uuid:uuid>/close/", ledger_accounts.close, name="account-close"),
    path("accounts/<uuid:uuid>/reopen/", ledger_accounts.reopen, name="account-reopen"),
    path("accounts/<uuid:uuid>/delete/", ledger_accounts.delete, name="account-delete"),
    path("activities/", ledger.activities, name="activities"),
    path("activities/change/", ledger.change_many, name="activities-change"),
    path("activities/add/", ledger.record, name="activity-add"),
    path("activities/<uuid:uuid>/", ledger.activity, name="activity"),
    path("activities/<uuid:uuid>/edit/", ledger.edit, name="activity-edit"),
    path("activities/<uuid:uuid>/delete/", ledger.delete, name="activity-delete"),
    path("changes/<uuid:batch>/undo/", ledger.undo, name="undo"),
    path("instruments/", ledger_instruments.instruments, name="instruments"),
    path("instruments/suggest/", ledger.suggestions, name="instrument-suggestions"),
    path("instruments/add/", ledger_instruments.add, name="instrument-add"),
    path("instruments/<uuid:uuid>/edit/", ledger_instruments.edit, name="instrument-edit"),
    path("instruments/<uuid:uuid>/delete/", ledger_instruments.delete, name="instrument-delete"),
    path("instruments/<uuid:uuid>/prices/", ledger_instruments.prices, name="instrument-prices"),
    path("instruments/<uuid:uuid>/prices/file/", ledger_instruments.price_file, name="instrument-price-file"),
    path("instruments/<uuid:uuid>/labels/", ledger_instruments.labels, name="instrument-labels"),
    path("portfolios/add/", ledger_portfolios.add, name="portfolio-add"),
    path("portfolios/<uuid:uuid>/", ledger_portfolios.portfolio, name="portfolio"),
    path("portfolios/<uuid:uuid>/delete/", ledger_portfolios.delete, name="portfolio-delete"),
]
