"""Production refuses to start half-configured (ACC-06, DOC-13)."""

import base64
import os
import secrets
import subprocess
import sys

import pytest

from project.settings.env import ROOT, BadEnvironment, load
from project.settings.safety import faults, refuse_unsafe

GOOD = {
    "DEPLOY_ENV": "production",
    "DJANGO_SECRET_KEY": secrets.token_urlsafe(48),
    "JWT_SECRET": secrets.token_urlsafe(48),
    "FIELD_KEYS": "k1=" + base64.b64encode(secrets.token_bytes(32)).decode(),
    "ALLOWED_HOSTS": "steward.example.org",
    "DATABASE_URL": "postgresql://db/steward",
    "REDIS_URL": "redis://redis/0",
}


def test_a_whole_configuration_is_accepted():
    assert faults(load(GOOD), ["manage.py", "migrate"]) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DJANGO_SECRET_KEY": ""}, "DJANGO_SECRET_KEY is not set"),
        ({"DJANGO_SECRET_KEY": "short"}, "DJANGO_SECRET_KEY is shorter than 32 bytes"),
        ({"DJANGO_SECRET_KEY": "django-insecure-" + "x" * 40}, "DJANGO_SECRET_KEY is a known sample"),
        ({"JWT_SECRET": ""}, "JWT_SECRET is not set"),
        ({"JWT_SECRET": "a" * 40}, "JWT_SECRET is a known sample or repeats"),
        ({"JWT_PREVIOUS_SECRETS": f"{GOOD['JWT_SECRET']},short"}, "JWT_PREVIOUS_SECRETS is shorter than 32 bytes"),
        ({"JWT_SECRET": GOOD["DJANGO_SECRET_KEY"]}, "JWT_SECRET must differ"),
        ({"FIELD_KEYS": ""}, "FIELD_KEYS is not set"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"REDIS_URL": ""}, "REDIS_URL is not set"),
    ],
)
def test_each_gap_is_named(changed, said):
    with pytest.raises(BadEnvironment, match=said):
        refuse_unsafe(load(GOOD | changed), ["manage.py"])


def test_the_development_server_is_refused():
    with pytest.raises(BadEnvironment, match="gunicorn"):
        refuse_unsafe(load(GOOD), ["manage.py", "runserver"])


@pytest.mark.parametrize("deploy_env", ["production", "staging"])
def test_a_process_does_not_start_with_a_gap(deploy_env):
    environment = {"PATH": os.environ["PATH"]} | GOOD | {"DEPLOY_ENV": deploy_env, "JWT_SECRET": "short"}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "JWT_SECRET is shorter than 32 bytes" in done.stderr
    assert "Traceback" not in done.stderr
