"""
For each `owner` route: how to make what its address names, for a given person.

`SAMPLES["jobs/<uuid:job>/"] = lambda person: {"job": a_job_of(person).uuid}`
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from apps.accounts.services import exports
from apps.accounts.tests.factories import ExportFactory
from apps.accounts.tests.passkeys import credential
from apps.jobs.tests.factories import JobFactory
from apps.portfolio.models import ActivityChange
from apps.portfolio.tests.factories import AccountFactory, InstrumentFactory, paid_in


def _job(person: Any) -> dict[str, Any]:
    return {"job_uuid": JobFactory(owner=person).uuid}


def _passkey(person: Any) -> dict[str, Any]:
    data = {"name": "Phone", "credential": credential()}
    return {"pk": Authenticator.objects.create(user=person, type="webauthn", data=data).pk}


def _device(person: Any) -> dict[str, Any]:
    return {"pk": UserSession.objects.create(user=person, ip="192.0.2.7", session_key=uuid4().hex).pk}


def _export(person: Any) -> dict[str, Any]:
    return {"token": exports.link_token(ExportFactory(user=person, made=True))}


def _account(person: Any) -> dict[str, Any]:
    return {"uuid": AccountFactory(owner=person).uuid}


def _activity(person: Any) -> dict[str, Any]:
    return {"uuid": paid_in(AccountFactory(owner=person), 100).uuid}


def _change(person: Any) -> dict[str, Any]:
    _activity(person)
    return {"batch": ActivityChange.objects.for_user(person).latest("id").batch}


def _instrument(person: Any) -> dict[str, Any]:
    return {"uuid": InstrumentFactory(owner=person).uuid}


_PORTFOLIO = {
    "accounts/<uuid:uuid>/": _account,
    "accounts/<uuid:uuid>/close/": _account,
    "accounts/<uuid:uuid>/reopen/": _account,
    "accounts/<uuid:uuid>/delete/": _account,
    "activities/<uuid:uuid>/": _activity,
    "activities/<uuid:uuid>/edit/": _activity,
    "activities/<uuid:uuid>/delete/": _activity,
    "changes/<uuid:batch>/undo/": _change,
    "instruments/<uuid:uuid>/edit/": _instrument,
    "instruments/<uuid:uuid>/delete/": _instrument,
    "instruments/<uuid:uuid>/prices/": _instrument,
    "instruments/<uuid:uuid>/labels/": _instrument,
}

_PORTFOLIO_API = {
    f"{route}{slash}": sample
    for slash in ("", "/")
    for route, sample in {
        "accounts/<uuid:uuid>": _account,
        "accounts/<uuid:uuid>/close": _account,
        "accounts/<uuid:uuid>/reopen": _account,
        "activities/<uuid:uuid>": _activity,
        "changes/<uuid:batch>/undo": _change,
        "instruments/<uuid:uuid>": _instrument,
        "instruments/<uuid:uuid>/labels": _instrument,
        "instruments/<uuid:uuid>/prices": _instrument,
    }.items()
}

SAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"{prefix}jobs/<uuid:job_uuid>{action}{slash}": _job
    for prefix, slashes in (("", "/"), ("api/v1/", ("", "/")))
    for action in ("", "/cancel", "/retry")
    for slash in slashes
} | {
    "settings/security/passkeys/<int:pk>/": _passkey,
    "settings/security/passkeys/<int:pk>/remove/": _passkey,
    "settings/devices/<int:pk>/end/": _device,
    "settings/privacy/exports/<str:token>/": _export,
    "api/v1/privacy/exports/<str:token>/file": _export,
    "api/v1/privacy/exports/<str:token>/file/": _export,
    **{f"portfolio/{route}": sample for route, sample in _PORTFOLIO.items()},
    **{f"api/v1/portfolio/{route}": sample for route, sample in _PORTFOLIO_API.items()},
}
