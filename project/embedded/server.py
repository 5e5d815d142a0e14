"""What both servers need: a free port, a secret, a wait until a port answers, an error a person can act on."""

import base64
import errno
import secrets
import socket
import time
from collections.abc import Callable


class CannotStart(Exception):
    """One plain sentence that says what to do."""


def port_is_free(port: int) -> bool:
    """On both loopback addresses, since a browser that is told localhost may take either."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as fault:
                if fault.errno == errno.EADDRINUSE:
                    return False
    return True


def free_port(wanted: int = 0) -> int:
    """The wanted port where it is free, else any free one."""
    if wanted and port_is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_secret() -> str:
    return secrets.token_urlsafe(36)


def new_field_key() -> str:
    """256 bits, as FIELD_KEYS writes them."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def port_answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


def wait_until(ready: Callable[[], bool], *, seconds: float, what: str) -> None:
    """
    Poll until ready.

    :raises CannotStart: when the time is up
    """
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise CannotStart(f"{what} did not become ready within {seconds:.0f} seconds.")
        time.sleep(0.03)
