"""Reads of the API carry an ETag, so that a client that has the answer already receives 304 and no body."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

from .api_errors import is_api


class ApiReads(ConditionalGetMiddleware):
    """
    Django's conditional GET, for the API alone: a page differs each time by its CSRF token, so it never matches.

    What an answer shows depends on who asks: it may be kept by that person's client alone, and is asked for again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not is_api(request):
            return response
        patch_vary_headers(response, ("Authorization", "Cookie"))
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return super().process_response(request, response)
