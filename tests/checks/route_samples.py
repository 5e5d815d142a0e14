"""
For each `owner` route: how to make what its address names, for a given person.

`SAMPLES["jobs/<uuid:job>/"] = lambda person: {"job": a_job_of(person).uuid}`
"""

from collections.abc import Callable
from typing import Any

from apps.jobs.tests.factories import JobFactory


def _job(person: Any) -> dict[str, Any]:
    return {"job_uuid": JobFactory(owner=person).uuid}


SAMPLES: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"{prefix}jobs/<uuid:job_uuid>{action}{slash}": _job
    for prefix, slashes in (("", "/"), ("api/v1/", ("", "/")))
    for action in ("", "/cancel", "/retry")
    for slash in slashes
}
