"""
Refusing requests beyond the policies: pages, API, admin and tokens alike.

The middleware counts what it can tell from the address and the view: all policies of a request together, and the
first that is exceeded answers. A request to the API that brings a token is counted once DRF knows whose it is. One
that nobody has counted when its answer comes back (the token was refused, or there is no such address) is counted
then.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import LazyObject
from prometheus_client import Counter
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from .. import error_pages
from ..api_errors import is_api, json_error
from ..away import is_away
from ..errors import DomainError
from ..pages import wants_fragment
from . import known
from .client_address import client_network
from .counters import Counted, Usage, count
from .policies import IP_POLICIES, NAMES, USER_POLICIES, Key, Policy

refused_total = Counter("steward_rate_limited_total", "Requests refused for their number", ["policy"])

# Never limited: probes and what a page is made of. Metrics are answered on a port of their own.
_exempt = re.compile(r"/(health|api/v1/health|static)(/|$)").match
# Where people sign in: the limits by address hold here for everyone.
_signs_in = re.compile(r"/(sign-in|sign-up|welcome|admin/login|api/v1/auth)(/|$)").match
ACCOUNT_FIELDS = ("email", "login", "username")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

V = TypeVar("V", bound=Callable[..., Any])


class RateLimited(DomainError):
    """Too many requests: which policy said so, and in how many seconds to come back."""

    code: ClassVar[str] = "rate_limited"
    status: ClassVar[int] = 429

    def __init__(self, usage: Usage, all_usage: Sequence[Usage] = ()) -> None:
        self.policy, self.wait = usage.policy, usage.seconds_left
        self.headers = {"Retry-After": str(self.wait), **headers([usage, *(u for u in all_usage if u != usage)])}
        minutes = -(-self.wait // 60)
        when = f"{minutes} minutes" if minutes > 2 else f"{self.wait} seconds"
        # People are told when to come back, programs also which limit it was.
        self.sentence = f"That was too many requests. Please try again in {when}."
        super().__init__(f"{self.sentence.removesuffix('.')} ({self.policy}).")


def headers(usages: Iterable[Usage]) -> dict[str, str]:
    """The RateLimit fields of draft-ietf-httpapi-ratelimit-headers-10."""
    usages = list(usages)
    return {
        "RateLimit-Policy": ", ".join(f'"{u.policy}";q={u.rate.count};w={u.rate.seconds}' for u in usages),
        "RateLimit": ", ".join(f'"{u.policy}";r={max(0, u.rate.count - u.count)};t={u.seconds_left}' for u in usages),
    }


# --- Whom and what to count ---------------------------------------------------------------------------------


def accounts_named(request: HttpRequest) -> set[str]:
    """The accounts that a form or a JSON body names. All of them: a decoy beside the real one must not help."""
    given: Any = request.POST
    # DRF takes `*/*` and the like for JSON too, so whatever is no form is read as it.
    if request.content_type not in FORMS:
        try:
            given = json.loads(request.body)
        except (ValueError, RecursionError):
            return set()
    if not isinstance(given, dict):
        return set()
    return {known.spelled(str(given.get(name) or "")) for name in ACCOUNT_FIELDS} - {""}


def _person(request: HttpRequest) -> str:
    """Empty where nobody is signed in."""
    user = getattr(request, "user", None)
    # Nobody brings no session: looking for one would only make the answer vary by cookie.
    if isinstance(user, LazyObject) and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    try:
        return str(user.pk) if user is not None and user.is_authenticated else ""
    except Exception as error:
        # Who cannot be told apart from nobody is counted as nobody; what the page needs of them, it says itself.
        if is_away(error):
            return ""
        raise


def _counters(request: HttpRequest, policy: Policy) -> list[Counted]:
    person = _person(request) if policy.key is Key.PERSON else ""
    standard = policy.standard if person and getattr(request.user, "tier", "") == "standard" else None
    rate = standard or policy.rate
    if policy.key is Key.ACCOUNT:
        # Where the account was signed in from before is counted apart: strangers do not use up its owner's tries.
        return [
            Counted(policy, rate, f"account:{name}{known.place(request, name)}")
            for name in sorted(accounts_named(request))
        ]
    if person:
        return [Counted(policy, rate, f"person:{person}")]
    return [Counted(policy, rate, f"address:{client_network(request)}")]


def general(request: HttpRequest, named: Iterable[Policy] = ()) -> tuple[str, ...]:
    """The policies that hold for this kind of request, beside those that its view names."""
    path, signed_in = request.path_info, bool(_person(request))
    if any(policy.apart and (signed_in or policy.key is Key.ADDRESS) for policy in named):
        return ()
    if _signs_in(path):
        return (*IP_POLICIES, "api") if is_api(request) else IP_POLICIES
    if is_api(request):
        return ("api",) if signed_in else (*IP_POLICIES, "api")
    if not signed_in:
        return IP_POLICIES
    if request.method == "GET" and wants_fragment(request):
        return ("poll",)
    return USER_POLICIES


def _apply(request: HttpRequest, names: Iterable[str]) -> None:
    """
    Count the request on these policies.

    :raises RateLimited: by the first of the table that is exceeded
    """
    wanted = set(names)
    policies = [policy for name, policy in settings.RATE_LIMITS.items() if name in wanted]
    _count(request, [counted for policy in policies for counted in _counters(request, policy)])


def _count(request: HttpRequest, counters: Sequence[Counted]) -> None:
    if not counters:
        return
    usages = count(counters)
    seen = cast("_Seen", request)
    seen.rate_usages = [*getattr(request, "rate_usages", ()), *usages]
    for usage in usages:
        if usage.exceeded:
            refused_total.labels(usage.policy).inc()
            raise RateLimited(usage, usages)


def check(request: HttpRequest | Request, *names: str) -> None:
    """
    Count this request on named policies (and those that go along with them) from inside a view or service.

    :raises RateLimited: where one is exceeded; pages, API and htmx each get their answer by themselves
    """
    plain = request._request if isinstance(request, Request) else request
    if settings.RATE_LIMITS_ENABLED:
        _apply(plain, (policy.name for policy in _named(names, plain.method or "")))


def check_person(request: HttpRequest, name: str, person: Any) -> None:
    """
    Count this request on a policy by somebody who is not signed in yet, as at the second factor.

    :raises RateLimited: where it is exceeded
    """
    if settings.RATE_LIMITS_ENABLED:
        policy = settings.RATE_LIMITS[name]
        _count(request, [Counted(policy, policy.rate, f"person:{person.pk}{known.place(request, person.email)}")])


def _named(names: Iterable[str], method: str) -> list[Policy]:
    wanted = set(names)
    reads = method in {"GET", "HEAD", "OPTIONS"}
    return [
        policy
        for policy in settings.RATE_LIMITS.values()
        if (policy.name in wanted or policy.along_with in wanted) and not (policy.writes_only and reads)
    ]


def limited(*names: str) -> Callable[[V], V]:
    """
    Say which policies a view counts, beside the general ones: `@limited("search")`.

    For a view function, a class (Django's or DRF's), or one method of a DRF class. It only marks: the middleware
    counts, so that a request takes one round trip however many policies it has.
    """
    if unknown := set(names) - set(NAMES):
        raise ValueError(f"There is no rate limit {', '.join(sorted(unknown))}.")

    def mark(view: V) -> V:
        view.rate_limits = (*getattr(view, "rate_limits", ()), *names)  # type: ignore[attr-defined]
        return view

    return mark


def view_class(view: Callable[..., Any]) -> type | None:
    return getattr(view, "cls", None) or getattr(view, "view_class", None)


def names_of(view: Callable[..., Any], method: str) -> set[str]:
    """What `limited` said of a view, of its class and of the method that will answer."""
    cls = view_class(view)
    actions = getattr(view, "actions", None) or {}
    handler = getattr(cls, actions.get(method.lower(), method.lower()), None)
    return {name for part in (view, cls, handler) for name in getattr(part, "rate_limits", ())}


# --- Applying -----------------------------------------------------------------------------------------------


class _Seen(HttpRequest):
    """What a request carries while it is counted."""

    rate_usages: list[Usage]
    # What its view named, until the request is counted; then None.
    rate_pending: list[Policy] | None


def _refusal(request: HttpRequest, error: RateLimited) -> HttpResponse:
    if is_api(request):
        response: HttpResponse = json_error(error.status, error.code, error.detail)
    else:
        response = error_pages.error_page(request, error.status, detail=error.sentence, retry_after=error.wait)
    for name, value in error.headers.items():
        response[name] = value
    return response


class RateLimits:
    """Stands after authentication and sessions, before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.RATE_LIMITS_ENABLED or _exempt(request.path_info):
            return self.get_response(request)
        cast("_Seen", request).rate_pending = []
        response = self.get_response(request)
        if getattr(request, "rate_pending", None) is not None:
            try:
                settle(request)
            except RateLimited as error:
                response = _refusal(request, error)
        if is_api(request) and "RateLimit" not in response and (usages := getattr(request, "rate_usages", None)):
            for name, value in headers(usages).items():
                response[name] = value
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: Any,  # noqa: ARG002
        kwargs: Any,  # noqa: ARG002
    ) -> HttpResponse | None:
        if getattr(request, "rate_pending", None) is None:
            return None
        named = names_of(view, request.method or "")
        cast("_Seen", request).rate_pending = _named(named, request.method or "")
        if "Authorization" in request.headers and OnceSignedIn in getattr(view_class(view), "throttle_classes", ()):
            return None
        try:
            settle(request)
        except RateLimited as error:
            return _refusal(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A view outside DRF that called `check`."""
        return _refusal(request, error) if isinstance(error, RateLimited) else None


def settle(request: HttpRequest) -> None:
    """
    Count what waited until it was known who asks, with the general policies of that person.

    :raises RateLimited: where one is exceeded
    """
    seen = cast("_Seen", request)
    named, seen.rate_pending = seen.rate_pending or [], None
    _apply(request, (*general(request, named), *(policy.name for policy in named)))


class OnceSignedIn(BaseThrottle):
    """DRF's place for limits, reached when a token has told who asks."""

    def allow_request(self, request: Request, view: Any) -> bool:  # noqa: ARG002
        if getattr(request._request, "rate_pending", None) is not None:
            settle(request._request)
        return True
