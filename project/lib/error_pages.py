"""
The HTML pages for what went wrong: each says what happened and what to do next.

They are rendered without the request's context, so they need no session, database or Redis, and they answer whoever
asks in their own form: programs in JSON, htmx with a fragment, people with a page.
"""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from .api_errors import RETRY_SECONDS, is_api, json_error
from .away import DATABASE_AWAY, is_away
from .errors import DomainError
from .pages import theme_of_browser, wants_fragment
from .watching import request_id

logger = logging.getLogger(__name__)

# Statuses with words of their own in templates/errors/; any other is shown as its neighbour.
PAGES = (400, 403, 404, 405, 410, 413, 429, 500, 503)


def error_page(
    request: HttpRequest, status: int, *, detail: str = "", reason: str = "", retry_after: int = 0
) -> HttpResponse:
    """
    The answer to a request that failed.

    :param detail: a sentence fit to show the person, in place of the page's own
    :param reason: which of a page's wordings fits (`csrf`, `database`)
    :param retry_after: seconds after which trying again makes sense
    """
    if is_api(request):
        return json_error(status, detail=detail, retry_after=retry_after)
    fragment = wants_fragment(request)
    page = status if status in PAGES else (500 if status >= 500 else 400)
    context = {
        "layout": "errors/_fragment.html" if fragment else "errors/page.html",
        "status": status,
        "detail": detail,
        "reason": reason,
        "minutes": -(-retry_after // 60),
        "request_id": request_id.current(),
        "theme": theme_of_browser(request),
    }
    response = HttpResponse(render_to_string(f"errors/{page}.html", context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
    if fragment:
        # What was on the page stays there, so that it can be tried again.
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    response["Cache-Control"] = "no-store"
    if retry_after or status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(retry_after or RETRY_SECONDS)
    return response


# --- What Django calls (project/urls.py, CSRF_FAILURE_VIEW) -------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django passes it)
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django passes it)
    return error_page(request, 403, reason="csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django passes it)
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    fault = sys.exc_info()[1]
    return away_page(request, fault) if is_away(fault) else error_page(request, 500)


def away_page(request: HttpRequest, fault: BaseException | None) -> HttpResponse:
    """The answer where something that Steward needs is away (away.is_away): come back a little later."""
    return error_page(request, 503, reason="database" if isinstance(fault, DATABASE_AWAY) else "")


# --- What Django leaves without a page ----------------------------------------------------------------------------


class ErrorPages:
    """
    Middleware: refusals and absences that a view let through, and answers such as 405 that come without a body.

    It stands inside the middleware that sets headers, so that its pages carry them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not isinstance(response, HttpResponse) or response.content:
            return response
        page = error_page(request, response.status_code)
        # Filled in place, so that Allow, cookies and the headers of inner middleware stay.
        response.content = page.content
        for name, value in page.headers.items():
            if name != "Vary":
                response.headers.setdefault(name, value)
        response["Content-Type"] = page["Content-Type"]
        response["Content-Length"] = str(len(page.content))
        patch_vary_headers(response, ["HX-Request", "HX-Request-Type"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception.status, detail=exception.detail)
        if is_away(exception):
            logger.warning("%s %s: %s", request.method, request.path, exception, exc_info=exception)
            return away_page(request, exception)
        return None
