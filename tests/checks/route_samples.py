"""
For each `owner` route: how to make what its address names, for a given person.

`SAMPLES["jobs/<uuid:job>/"] = lambda person: {"job": a_job_of(person).uuid}`
"""

from collections.abc import Callable
from typing import Any

from apps.accounts.services import exports
from apps.accounts.tests.factories import ExportFactory
from apps.jobs.tests.factories import JobFactory


def _job(person: Any) -> dict[str, Any]:
    return {"job_uuid": JobFactory(owner=person).uuid}


def _export(person: Any) -> dict[str, Any]:
    return {"token": exports.link_token(ExportFactory(user=person, made=True))}


SAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"{prefix}jobs/<uuid:job_uuid>{action}{slash}": _job
    for prefix, slashes in (("", "/"), ("api/v1/", ("", "/")))
    for action in ("", "/cancel", "/retry")
    for slash in slashes
} | {
    "settings/privacy/exports/<str:token>/": _export,
    "api/v1/privacy/exports/<str:token>/file": _export,
    "api/v1/privacy/exports/<str:token>/file/": _export,
}
