"""
Errors to Sentry, without the people they happened to.

An error says which code failed, where and in which release. What it worked on may be somebody's records in any of a
hundred places, so an event is rebuilt from a short list of what may leave instead of being searched for what must
not. The request id leads to the line of our own log.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from project import __version__

from . import pseudonym, request_id
from .redaction import SECRET_NAMES, redact

if TYPE_CHECKING:
    from project.settings.env import Environment

# Routes that are asked all the time and say nothing about how Steward does.
UNTRACED = ("/health", "/static/", "/api/v1/health", "/csp-report", "/beacon", "/metrics")

OURS_AND_PRIVATE = [
    *SECRET_NAMES,
    *("email", "name", "address", "amount", "balance", "price", "quantity", "message", "prompt", "content", "note"),
    *("weight", "height", "birth", "sex", "diagnosis", "allergen", "diet", "dose"),
]

_KEPT = (
    *("event_id", "timestamp", "start_timestamp", "type", "level", "platform", "logger", "release", "environment"),
    *("server_name", "sdk", "modules", "dist", "fingerprint", "measurements"),
)
_FRAME = (
    "filename",
    "abs_path",
    "function",
    "module",
    "lineno",
    "in_app",
    "pre_context",
    "context_line",
    "post_context",
)
_TRACE = ("trace_id", "span_id", "parent_span_id", "op", "status", "origin")
_SPAN = (*_TRACE, "start_timestamp", "timestamp", "same_process_as_parent")
_literals = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


def start(env: "Environment", *, transport: Any = None) -> bool:
    """Off, and not even imported, without SENTRY_DSN. Answers whether it is on."""
    if not env.sentry_dsn:
        return False
    import sentry_sdk
    from sentry_sdk.integrations.celery import CeleryIntegration
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration
    from sentry_sdk.scrubber import EventScrubber

    sentry_sdk.init(
        dsn=env.sentry_dsn,
        transport=transport,
        release=f"steward@{__version__}",
        environment=env.deploy_env,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        event_scrubber=EventScrubber(denylist=OURS_AND_PRIVATE, recursive=True),
        before_send=only_what_may_leave,
        before_send_transaction=only_what_may_leave,
        traces_sampler=sampler(env.sentry_traces_share),
        # Named one by one: what switches itself on (HTTP clients, Redis, AI libraries) records what it was given.
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(transaction_style="url", middleware_spans=False, signals_spans=False, cache_spans=False),
            CeleryIntegration(),
            LoggingIntegration(level=None),
        ],
    )
    return True


def sampler(share: float) -> Any:
    def traces_sampler(context: Mapping[str, Any]) -> float:
        path = (context.get("wsgi_environ") or {}).get("PATH_INFO", "")
        return 0.0 if path.startswith(UNTRACED) else share

    return traces_sampler


def only_what_may_leave(event: Any, hint: Mapping[str, Any]) -> Any:  # noqa: ARG001 (Sentry's signature)
    clean = {name: event[name] for name in _KEPT if name in event}
    clean["transaction"] = _route(event)
    clean["tags"] = {"request_id": request_id.current()}
    if (person := (event.get("user") or {}).get("id")) is not None:
        clean["user"] = {"id": pseudonym.of(str(person))}
    if message := (event.get("logentry") or {}).get("message"):
        # The words of the code; what was put into them stays here.
        clean["logentry"] = {"message": redact(message)}
    if exceptions := (event.get("exception") or {}).get("values"):
        clean["exception"] = {"values": [_exception(one) for one in exceptions]}
    contexts = event.get("contexts") or {}
    clean["contexts"] = {name: contexts[name] for name in ("runtime",) if name in contexts}
    if trace := contexts.get("trace"):
        clean["contexts"]["trace"] = {name: trace[name] for name in _TRACE if name in trace}
    if "spans" in event:
        clean["spans"] = [_span(span) for span in event["spans"]]
    return clean


def _route(event: Mapping[str, Any]) -> str:
    source = (event.get("transaction_info") or {}).get("source")
    return str(event.get("transaction") or "") if source in ("route", "task", "component") else "unrouted"


def _exception(one: Mapping[str, Any]) -> dict[str, Any]:
    """The type and the frames. A message may quote what it complains about: it is in our own log."""
    frames = (one.get("stacktrace") or {}).get("frames") or []
    return {
        "type": one.get("type"),
        "module": one.get("module"),
        "mechanism": {name: (one.get("mechanism") or {}).get(name) for name in ("type", "handled")},
        "stacktrace": {"frames": [{name: frame[name] for name in _FRAME if name in frame} for frame in frames]},
    }


def _span(span: Mapping[str, Any]) -> dict[str, Any]:
    clean = {name: span[name] for name in _SPAN if name in span}
    if str(span.get("op", "")).startswith("db"):
        clean["description"] = _literals.sub("?", str(span.get("description") or ""))
    return clean
