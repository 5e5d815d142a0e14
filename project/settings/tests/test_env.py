"""Variables are typed, loud when wrong, and layered."""

import subprocess
import sys

import pytest

from project.settings.env import ROOT, BadEnvironment, layered, load, read_env_file


def test_nothing_set_is_a_laptop():
    env = load({})

    assert env.deploy_env == "development"
    assert env.port == 8080
    assert env.redis_for("state") == "redis://127.0.0.1:6379/0"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "eighty", "a whole number"),
        ("PORT", "70000", "from 1 to 65535"),
        ("DEPLOY_ENV", "live", "one of development, staging, production"),
        ("DATABASE_URL", "mysql://host/db", "starts with postgres: or postgresql:"),
        ("CORS_ORIGINS", "https://app.example.org/path", "without a path"),
        ("CORS_ORIGINS", "null", "without a path"),
        ("SENTRY_TRACES_SHARE", "2", "from 0 to 1"),
        ("FIELD_KEYS", "one", "id=key pairs"),
        ("LOG_LEVEL", "loud", "one of DEBUG"),
    ],
)
def test_a_wrong_value_is_named_but_not_repeated(name, value, expected):
    with pytest.raises(BadEnvironment, match=name) as fault:
        load({name: value})

    assert expected in str(fault.value)
    assert "mysql://host" not in str(fault.value)


def test_every_fault_is_reported_at_once():
    with pytest.raises(BadEnvironment) as fault:
        load({"PORT": "x", "WEB_THREADS": "y"})

    assert "PORT" in str(fault.value)
    assert "WEB_THREADS" in str(fault.value)


def test_an_alias_is_read_where_the_name_is_not_set():
    assert load({"ENVIRONMENT": "staging"}).deploy_env == "staging"
    assert load({"ENVIRONMENT": "staging", "DEPLOY_ENV": "production"}).deploy_env == "production"


def test_a_secret_may_lie_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from a file\n")

    assert load({"DJANGO_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "from a file"


def test_a_missing_secret_file_is_named(tmp_path):
    with pytest.raises(BadEnvironment, match="JWT_SECRET"):
        load({"JWT_SECRET_FILE": str(tmp_path / "nowhere")})


def test_each_role_of_redis_may_have_its_own():
    env = load({"REDIS_URL": "redis://common/0", "REDIS_CACHE_URL": "redis://cache/0"})

    assert env.redis_for("cache") == "redis://cache/0"
    assert env.redis_for("broker") == "redis://common/0"


def test_host_and_port_serve_where_no_url_is_given():
    assert load({"REDIS_HOST": "box", "REDIS_PORT": "7000"}).redis_for("state") == "redis://box:7000/0"


def test_the_process_goes_before_the_file_and_the_file_before_what_run_made(tmp_path):
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "steward.env").write_text("A=made\nB=made\nC=made\n")
    (tmp_path / ".env").write_text("A=file\nB=file\n")

    values = layered({"A": "process"}, tmp_path)

    assert (values["A"], values["B"], values["C"]) == ("process", "file", "made")


def test_the_file_may_be_written_by_hand(tmp_path):
    (tmp_path / ".env").write_text("# a comment\n\nexport PORT = 9000\nNAME='two words'\nURL=a=b\nbroken\n")

    assert read_env_file(tmp_path / ".env") == {"PORT": "9000", "NAME": "two words", "URL": "a=b"}


@pytest.mark.parametrize("module", ["workers.supervisor", "workers.exporter", "project.settings.env"])
def test_what_runs_without_django_does_not_load_it(module):
    """The supervisor must start before anything is sure to be installed; the exporter must stay small."""
    asked = f"import sys, {module}; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
