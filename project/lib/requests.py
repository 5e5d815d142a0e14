"""Kinds of requests, for annotations, and views that nobody else may look at."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from rest_framework.request import Request

V = TypeVar("V", bound=Callable[..., Any])


class PersonRequest(HttpRequest):
    """A request behind login_required: somebody is signed in. The library does not know the person's model."""

    user: Any


class PersonApiRequest(Request):
    """The same in the API, behind IsAuthenticated."""

    user: Any


def only_the_person(view: V) -> V:
    """Say that a page is not shown to staff who look at the person's pages, such as one with pictures of them."""
    view.only_the_person = True  # type: ignore[attr-defined]
    return view
