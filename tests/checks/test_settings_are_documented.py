"""Every variable that Steward reads is in `.env.example` and in the configuration reference, and no other is."""

import re
from dataclasses import fields
from pathlib import Path

from project.settings.env import Environment, read_env_file

ROOT = Path(__file__).resolve().parents[2]


def read_by_steward() -> set[str]:
    return {item.metadata["name"] for item in fields(Environment)}


def test_the_example_file_names_each_variable():
    example = (ROOT / ".env.example").read_text()

    assert set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)) == read_by_steward()


def test_the_example_file_sets_no_secret():
    secrets = {item.metadata["name"] for item in fields(Environment) if item.metadata["secret"]}

    assert not secrets & {name for name, value in read_env_file(ROOT / ".env.example").items() if value}


def test_the_reference_describes_each_variable():
    reference = (ROOT / "docs" / "configuration.md").read_text()

    assert set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", reference, re.MULTILINE)) == read_by_steward()


def test_the_reference_states_the_defaults():
    rows = re.findall(
        r"^\| `([A-Z][A-Z0-9_]+)` \|([^|]*)\|", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE
    )
    stated = {name: default.strip().strip("`") for name, default in rows}

    for item in fields(Environment):
        default = item.metadata["default"]
        assert stated[item.metadata["name"]] == (str(default) if default else ""), item.metadata["name"]
