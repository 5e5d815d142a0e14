"""
The probes. They are answered before host names, TLS, sessions and limits are looked at.

A probe comes by a pod's address and over plain HTTP, several times in ten seconds, and must not depend on what
it asks about.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from project.lib import draining
from project.lib.health import DOWN

from ..queries.health import health_report

_started = False


def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """This process answers, and which release it is. Asks nothing else."""
    return JsonResponse({"status": "ok", "version": settings.VERSION})


def live(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Only a process that cannot answer this is worth restarting: an outage elsewhere is not mended by that."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Whether to send requests here: 503 while draining, without a database, or before its migrations have run."""
    status = "draining" if draining.is_draining() else health_report().status
    return JsonResponse({"status": status}, status=503 if status in ("draining", DOWN) else 200)


def startup(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """503 until this process has been able to answer pages for the first time."""
    global _started  # noqa: PLW0603
    _started = _started or health_report().status != DOWN
    return JsonResponse({"status": "ok" if _started else "starting"}, status=200 if _started else 503)


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "health": health,
    "health/live": live,
    "health/ready": ready,
    "health/startup": startup,
}
_BY_PATH = {f"/{path}{slash}": (path, view) for path, view in PROBES.items() for slash in ("", "/")}


def answer_probes(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        found = _BY_PATH.get(request.path_info)
        if found is None:
            return get_response(request)
        request.route_name, probe = found  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return probe(request)

    return middleware
