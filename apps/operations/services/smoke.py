"""Does an instance that was just deployed answer as this release does? Asked from outside, by its address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from project.lib.headers import ALWAYS


class Wrong(Exception):
    """What was expected and what came instead."""


@dataclass(frozen=True)
class Outcome:
    name: str
    fault: str = ""


def smoke(address: str, *, version: str, transport: httpx.BaseTransport | None = None) -> Iterator[Outcome]:
    """Each check in turn, so that a caller can print along. Changes nothing on the instance."""
    with httpx.Client(base_url=address, timeout=10, transport=transport) as client:
        for name, check in CHECKS.items():
            try:
                check(client, version)
            except Wrong as wrong:
                yield Outcome(name, str(wrong))
            except (httpx.HTTPError, ValueError) as error:
                yield Outcome(name, f"{type(error).__name__}: {error}")
            else:
                yield Outcome(name)


def get(client: httpx.Client, path: str, status: int) -> httpx.Response:
    answer = client.get(path)
    if answer.status_code != status:
        raise Wrong(f"{path} answered {answer.status_code} instead of {status}")
    return answer


def health(client: httpx.Client, version: str) -> None:
    said = get(client, "/health", 200).json()
    if said != {"status": "ok", "version": version}:
        raise Wrong(f"/health says {said} instead of ok and {version}")


def probe(name: str) -> Callable[[httpx.Client, str], None]:
    def check(client: httpx.Client, version: str) -> None:  # noqa: ARG001
        get(client, f"/health/{name}", 200).json()

    return check


def state(client: httpx.Client, version: str) -> None:  # noqa: ARG001
    status = get(client, "/api/v1/health", 200).json().get("status")
    if status != "ok":
        raise Wrong(f"/api/v1/health says {status}")


def sign_in(client: httpx.Client, version: str) -> None:  # noqa: ARG001
    page = get(client, "/sign-in/", 200)
    if 'name="csrfmiddlewaretoken"' not in page.text:
        raise Wrong("the sign-in page has no form")
    if missing := [name for name in ALWAYS if name not in page.headers]:
        raise Wrong(f"the sign-in page lacks {', '.join(missing)}")


def asset(client: httpx.Client, version: str) -> None:  # noqa: ARG001
    page = get(client, "/sign-in/", 200)
    found = re.search(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.text)
    if not found:
        raise Wrong("the sign-in page names no file of its own")
    kind = get(client, found[1], 200).headers.get("Content-Type", "")
    if not kind.startswith(("text/css", "text/javascript")):
        raise Wrong(f"{found[1]} is {kind}")


def closed(client: httpx.Client, version: str) -> None:  # noqa: ARG001
    said = get(client, "/api/v1/dashboard/overview", 401).json()
    if not {"code", "detail", "request_id"} <= set(said):
        raise Wrong("the API's refusal has another shape")


def hidden(client: httpx.Client, version: str) -> None:  # noqa: ARG001
    get(client, "/metrics", 404)


CHECKS: dict[str, Callable[[httpx.Client, str], None]] = {
    "health and version": health,
    "live": probe("live"),
    "ready": probe("ready"),
    "startup": probe("startup"),
    "everything it depends on": state,
    "sign-in page and headers": sign_in,
    "a static file": asset,
    "the API is closed to nobody in particular": closed,
    "metrics are not public": hidden,
}
