"""Kinds of requests, for annotations."""

from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request


class PersonRequest(HttpRequest):
    """A request behind login_required: somebody is signed in. The library does not know the person's model."""

    user: Any


class PersonApiRequest(Request):
    """The same in the API, behind IsAuthenticated."""

    user: Any
