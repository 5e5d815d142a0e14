import pytest
from django.core.checks import run_checks

from project.settings.checks import ignored_variables
from project.settings.env import IGNORED


@pytest.mark.parametrize("name", IGNORED)
def test_a_variable_of_a_predecessor_is_called_ignored(name, monkeypatch):
    monkeypatch.setenv(name, "something")

    (warning,) = (found for found in run_checks() if found.id == "steward.W001")

    assert name in warning.msg
    assert "something" not in warning.msg


def test_an_ordinary_environment_is_quiet():
    assert ignored_variables() == []
