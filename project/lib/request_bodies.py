"""
What of a request may be read at all: text in UTF-8, and a body that is no larger than its view takes.

Django believes a `charset` that the client chose, and some of Python's codecs fail, or make text that nothing can
store. It counts the fields of a form but not its files, so anybody could fill the disk through the sign-in form.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_header_parameters

from .error_pages import error_page

V = TypeVar("V", bound=Callable[..., Any])


def takes_body(limit: int) -> Callable[[V], V]:
    """Say that a view takes files: `@takes_body(10_000_000)`. Without it a body ends at DATA_UPLOAD_MAX_MEMORY_SIZE."""

    def mark(view: V) -> V:
        view.body_limit = limit  # type: ignore[attr-defined]
        return view

    return mark


def _limit(view: Callable[..., Any]) -> int:
    inner = getattr(view, "cls", None) or getattr(view, "view_class", None)
    marked = (getattr(part, "body_limit", 0) for part in (view, inner))
    return int(max(marked) or settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class TextRequest(WSGIRequest):
    """
    A request whose text is UTF-8, whatever charset its Content-Type names (see project/wsgi.py).

    Django asks Python for that codec while it makes the request, before any middleware could refuse it.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class RequestBodies:
    """Middleware: stands before everything that reads a form, the check of CSRF tokens included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: Any,  # noqa: ARG002
        kwargs: Any,  # noqa: ARG002
    ) -> HttpResponse | None:
        # The server hands over no more than was announced, and nothing of a body without a length.
        length = request.headers.get("Content-Length") or "0"
        if not (length.isascii() and length.isdecimal()):
            return error_page(request, 400)
        return error_page(request, 413) if int(length[:20]) > _limit(view) else None
