"""Accounts, activities, instruments, goals, imports, alerts, shares."""

from typing import Any

from apps.portfolio.models import ActivityChange
from apps.portfolio.tests.factories import (
    FIRST,
    AccountFactory,
    AlertFactory,
    GoalFactory,
    ImportFactory,
    ImportRowFactory,
    InstrumentFactory,
    PortfolioFactory,
    bought,
    paid_in,
    shared,
)

from .routes import Sample, actions, each, either


def _holding(person: Any) -> dict[str, Any]:
    instrument = InstrumentFactory()
    bought(AccountFactory(owner=person), instrument, 1, FIRST)
    return {"instrument_uuid": instrument.uuid}


def _account(person: Any) -> dict[str, Any]:
    return {"uuid": AccountFactory(owner=person).uuid}


def _portfolio(person: Any) -> dict[str, Any]:
    return {"uuid": PortfolioFactory(owner=person).uuid}


def _activity(person: Any) -> dict[str, Any]:
    return {"uuid": paid_in(AccountFactory(owner=person), 100).uuid}


def _change(person: Any) -> dict[str, Any]:
    _activity(person)
    return {"batch": ActivityChange.objects.for_user(person).latest("id").batch}


def _instrument(person: Any) -> dict[str, Any]:
    return {"uuid": InstrumentFactory(owner=person).uuid}


def _goal(person: Any) -> dict[str, Any]:
    return {"uuid": GoalFactory(owner=person).uuid}


def _share(person: Any) -> dict[str, Any]:
    return {"uuid": shared(person)[0].uuid}


def _shared(person: Any) -> dict[str, Any]:
    return {"token": shared(person)[1]}


def _import(person: Any) -> dict[str, Any]:
    return {"import_uuid": ImportFactory(owner=person).uuid}


def _import_row(person: Any) -> dict[str, Any]:
    row = ImportRowFactory(brought_in__owner=person)
    return {"import_uuid": row.brought_in.uuid, "row_id": row.pk}


def _alert(person: Any) -> dict[str, Any]:
    return {"uuid": AlertFactory(owner=person).uuid}


_PAGES: dict[str, Sample] = {
    "holdings/<uuid:instrument_uuid>/": _holding,
    "shared/<str:token>/": _shared,
    "sharing/<uuid:uuid>/revoke/": _share,
    **actions("accounts/<uuid:uuid>/", _account, "", "close/", "reopen/", "delete/"),
    **actions("portfolios/<uuid:uuid>/", _portfolio, "", "delete/"),
    **actions("activities/<uuid:uuid>/", _activity, "", "edit/", "delete/"),
    "changes/<uuid:batch>/undo/": _change,
    **actions("instruments/<uuid:uuid>/", _instrument, "edit/", "delete/", "prices/", "prices/file/", "labels/"),
    **actions("goals/<uuid:uuid>/", _goal, "", "edit/", "delete/"),
    **actions(
        "import/<uuid:import_uuid>/",
        _import,
        "",
        "columns/",
        "check/",
        "book/",
        "undo/",
        "forget/",
        "closing/",
        "file/",
    ),
    **actions("import/<uuid:import_uuid>/rows/<int:row_id>/", _import_row, "", "aside/"),
    **actions("alerts/<uuid:uuid>/", _alert, "", "pause/", "resume/", "delete/", "restore/"),
    "alerts/add/<alert_kind:kind>/": lambda _: {"kind": "price"},
}
_API: dict[str, Sample] = {
    **actions("accounts/<uuid:uuid>", _account, "", "/close", "/reopen"),
    "portfolios/<uuid:uuid>": _portfolio,
    "activities/<uuid:uuid>": _activity,
    "changes/<uuid:batch>/undo": _change,
    "shared/<str:token>": _shared,
    "shares/<uuid:uuid>": _share,
    **actions("goals/<uuid:uuid>", _goal, "", "/projection"),
    **actions("instruments/<uuid:uuid>", _instrument, "", "/labels", "/prices", "/prices/file"),
    **actions("imports/<uuid:import_uuid>", _import, "", "/rows", "/book", "/undo"),
    "imports/<uuid:import_uuid>/rows/<int:row_id>": _import_row,
    **actions("alerts/<uuid:uuid>", _alert, "", "/pause", "/resume", "/restore"),
}
SAMPLES: dict[str, Sample] = {
    **each("portfolio/", _PAGES),
    **either("api/v1/portfolio/", _API),
    # Of the catalogue, which is everybody's.
    **either("api/v1/market/", {"instruments/<uuid:uuid>/prices": lambda _: {"uuid": InstrumentFactory().uuid}}),
}
