"""The tools that read the whole tree. Each is one test, so that its output stands beside its name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

SAFE_PRODUCTION = {
    "DEPLOY_ENV": "production",
    "DJANGO_SECRET_KEY": "kR7vQ2mX9bT4nZ6wL1cF8hJ3dS5gY0pA-uE_iOqVtNb7Hx2Wc9Rf4",  # pragma: allowlist secret
    "JWT_SECRET": "W3xK8zB5rM1vC6nH9jT2qL4fP7sD0gY-aU_eIoRtZ",  # pragma: allowlist secret
    "FIELD_KEYS": "k1=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",  # pragma: allowlist secret
    "ALLOWED_HOSTS": "steward.example.org",
}


def run(*command: str | Path, **variables: str) -> str:
    """Everything a command printed; the test fails with it when the command does."""
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        command, cwd=ROOT, env=inherited | variables, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def tracked(*patterns: str) -> list[str]:
    return run("git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns).split()


def test_ruff_finds_nothing():
    run(BIN / "ruff", "check", ".")


def test_the_code_is_formatted():
    run(BIN / "ruff", "format", "--check", ".")


def test_the_types_hold():
    # Its cache is not kept: the Django plugin now and then trips over one from before a rebase.
    run(BIN / "mypy", "--cache-dir", os.devnull, ".")


def test_the_import_contracts_hold():
    run(BIN / "lint-imports", "--no-cache")


def test_templates_are_formatted():
    templates = tracked("templates/*.html")
    assert templates
    run(BIN / "djade", "--target-version", "5.2", "--check", *templates)


def test_no_migration_is_missing():
    run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")


def test_production_settings_pass_the_deployment_check():
    run(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **SAFE_PRODUCTION)


def test_no_secret_lies_in_the_tree():
    # Lock files hold hashes, which look random and are public; what tests call a secret opens nothing.
    public = r"requirements/.*\.txt$|package-lock\.json$|(^|/)tests/"

    found = json.loads(run(BIN / "detect-secrets", "scan", "--exclude-files", public))

    assert found["results"] == {}


@pytest.mark.parametrize("lock", tracked("requirements/*.txt", "*package-lock.json"))
def test_lock_files_name_no_download_address(lock):
    text = (ROOT / lock).read_text()

    assert "--index-url" not in text
    assert '"resolved"' not in text
