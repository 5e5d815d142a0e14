"""Where a server listens."""

import socket

from project.settings.env import Environment


def bind(env: Environment, port: int) -> list[str]:
    """Loopback alone on a laptop; every address in a container, whose network decides who reaches it."""
    if env.deploy_env != "development":
        return [f"0.0.0.0:{port}"]
    # A browser tries ::1 for localhost first, so both addresses answer where the system has both.
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return [f"127.0.0.1:{port}"]
    return [f"127.0.0.1:{port}", f"[::1]:{port}"]
