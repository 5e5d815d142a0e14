"""A data folder keeps its secrets and ports from one start to the next."""

import pytest

from project.settings.env import ROOT, read_env_file
from workers import household as household_module
from workers.household import Household


@pytest.fixture
def make(tmp_path):
    def open_household(**variables: str) -> Household:
        opened = Household.open(ROOT, {"STEWARD_VAR": str(tmp_path / "data")} | variables)
        opened.settle()
        return opened

    return open_household


def test_secrets_outlive_a_restart_and_only_the_owner_reads_them(make):
    first, second = make().made, make().made

    for name in ("DJANGO_SECRET_KEY", "JWT_SECRET", "FIELD_KEYS", "EMBEDDED_PASSWORD"):
        assert first[name] == second[name]
    assert first["DJANGO_SECRET_KEY"] != first["JWT_SECRET"]
    file = make().folder / "steward.env"
    assert file.stat().st_mode & 0o077 == 0
    assert read_env_file(file)["JWT_SECRET"] == first["JWT_SECRET"]


def test_servers_that_are_named_are_not_started(make):
    one = make(DATABASE_URL="postgresql://db/steward", REDIS_URL="redis://redis/0")

    assert one.postgres is None
    assert one.valkey is None
    assert one.environment["DATABASE_URL"] == "postgresql://db/steward"
    assert "DATABASE_URL" not in one.made


def test_what_was_given_goes_before_what_was_made(make):
    one = make(DJANGO_SECRET_KEY="mine")

    assert one.environment["DJANGO_SECRET_KEY"] == "mine"


def test_a_log_that_grew_is_turned_over(make, monkeypatch):
    monkeypatch.setattr(household_module, "LARGEST_LOG_BYTES", 10)
    one = make()
    (one.logs / "web.log").write_text("a line too long\n")
    (one.logs / "beat.log").write_text("short\n")

    one.rotate_logs()

    assert (one.logs / "web.log").read_text() == ""
    assert (one.logs / "web.log.1").read_text() == "a line too long\n"
    assert (one.logs / "beat.log").read_text() == "short\n"


def test_a_data_folder_that_something_else_made_is_closed_to_others(make, tmp_path):
    (tmp_path / "data").mkdir(mode=0o755)

    folder = make().folder

    assert folder.stat().st_mode & 0o077 == 0
