"""Production's own server and settings, asked as a proxy asks and as somebody who reaches around it."""

import os
import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from project.embedded.server import free_port, new_field_key

from .processes import ROOT, environment, eventually, running
from .steward import get

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]

HOST = "steward.example.org"
BY_TLS = {"Host": HOST, "X-Forwarded-Proto": "https"}


def variables(folder, **more: str) -> dict[str, str]:
    return {
        "DEPLOY_ENV": "production",
        "DJANGO_SETTINGS_MODULE": "tests.stack.production_settings",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SECRET": secrets.token_urlsafe(48),
        "FIELD_KEYS": f"k1={new_field_key()}",
        "ALLOWED_HOSTS": HOST,
        "TEST_STATIC_ROOT": str(folder),
        "WEB_WORKERS": "1",
        "PORT": str(free_port()),
        **more,
    }


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    known = os.environ | {"REDIS_URL": settings.REDIS_STATE_URL} | variables(folder)
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(command, cwd=ROOT, env=known, check=True)
    return folder


@pytest.fixture
def serve(static):
    """Start the web server with these variables; its address."""
    servers = []

    def start(**more: str) -> str:
        chosen = variables(static, **more)
        server = running(sys.executable, "-m", "gunicorn", "-c", "python:project.servers.web", "project.wsgi", **chosen)
        process = server.__enter__()
        servers.append(server)
        address = f"http://127.0.0.1:{chosen['PORT']}"
        eventually(lambda: not process.running or answers(address), within=30)
        assert process.running, process.output
        return address

    yield start
    for server in servers:
        server.__exit__(None, None, None)


def answers(address: str) -> bool:
    try:
        return get(f"{address}/health")[0] == 200
    except OSError:
        return False


def test_behind_a_proxy_that_ends_tls(serve):
    address = serve()

    status, page, headers = get(f"{address}/sign-in/", **BY_TLS)
    cookies = headers.get_all("Set-Cookie")
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)[1]

    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    assert "immutable" in get(f"{address}{style}", **BY_TLS)[2]["Cache-Control"]
    # No other name, no plain HTTP, no demo account, nothing of the framework.
    assert get(f"{address}/sign-in/", **BY_TLS | {"Host": "evil.example"})[0] == 400
    plain = get(f"{address}/sign-in/?a=b", Host=HOST)
    assert (plain[0], plain[2]["Location"]) == (301, f"https://{HOST}/sign-in/?a=b")
    assert get(f"{address}/welcome/x/", **BY_TLS)[0] == 404
    assert "Django" not in get(f"{address}/no-such-page", **BY_TLS)[1]
    # What gunicorn would take from a client through a proxy on this machine.
    assert get(f"{address}/x/sign-in/", **BY_TLS | {"SCRIPT_NAME": "/x"})[0] == 404
    assert get(f"{address}/sign-in/", **BY_TLS | {"X-Forwarded-Protocol": "http"})[0] == 200


def test_a_client_that_is_no_proxy_cannot_say_that_it_came_by_tls(serve):
    address = serve(TRUSTED_PROXIES="10.0.0.0/8")

    assert get(f"{address}/sign-in/", **BY_TLS)[0] == 301


def test_every_process_refuses_to_start_half_configured(static):
    known = environment(**variables(static, JWT_SECRET="short"))  # pragma: allowlist secret
    command = [sys.executable, "-m", "gunicorn", "-c", "python:project.servers.web", "project.wsgi"]

    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode != 0
    assert "JWT_SECRET is shorter than 32 bytes" in done.stderr
