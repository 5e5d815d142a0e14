"""gunicorn's settings for the event streams: `gunicorn -c project/servers/stream.py`."""

import resource

from project.lib.watching import logs, metrics
from project.servers import addresses
from project.settings.env import environment

env = environment()

wsgi_app = "project.asgi:application"
worker_class = "asgi"
workers = 1
bind = addresses.bind(env, env.stream_port)
asgi_loop = "asyncio"
asgi_lifespan = "on"

# A stream ends when its client leaves, so a stop does not wait for it: the client comes back with Last-Event-ID.
graceful_timeout = 1
# A client that is gone is forgotten at once.
asgi_disconnect_grace_period = 0
keepalive = 5
# The address of a stream carries a ticket, so it is not logged.
accesslog = None
errorlog = "-"
logconfig_dict = logs.config(level=env.log_level, style=env.log_format)
child_exit = metrics.child_exit
control_socket_disable = True
# gunicorn believes every peer on loopback, and a proxy there passes on what a client sent. Django decides instead.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}

# Each stream is a file descriptor, and a common default allows 1,024.
_allowed, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
_wanted = 20_000 if _most == resource.RLIM_INFINITY else min(20_000, _most)
if _allowed < _wanted:
    resource.setrlimit(resource.RLIMIT_NOFILE, (_wanted, _most))
