"""gunicorn's settings for pages and the API: threads, because sync Django under ASGI costs 3 to 5 times the CPU."""

import gc
from pathlib import Path

from project.lib.watching import logs, metrics
from project.servers import addresses
from project.settings.env import environment

env = environment()

bind = addresses.bind(env, env.port)
worker_class = "gthread"
workers = env.web_workers
threads = env.web_threads
preload_app = True
timeout = 30
# A household's Ctrl-C is not kept waiting; a cluster lets requests end within its grace period.
graceful_timeout = 3 if env.deploy_env == "development" else 25
# Longer than nginx keeps its side open, so that nginx is never the one who finds a closed connection.
keepalive = 75
backlog = 512
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (gunicorn's heartbeat file)
control_socket_disable = True
# gunicorn believes every peer on loopback, and a proxy there passes on what a client sent. Django decides instead.
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
accesslog = None  # one JSON line per request comes from our own middleware
errorlog = "-"
logconfig_dict = logs.config(level=env.log_level, style=env.log_format)
child_exit = metrics.child_exit


def on_starting(server: object) -> None:  # noqa: ARG001
    metrics.sweep()


def pre_fork(server: object, worker: object) -> None:  # noqa: ARG001 (gunicorn's signature)
    # What is loaded by now stays shared between the workers as long as the collector does not touch it.
    gc.freeze()
