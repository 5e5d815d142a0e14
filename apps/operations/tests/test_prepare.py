"""What `./run` does to a database at every start."""

import json

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def test_it_answers_with_a_link_into_the_demo_account(capsys):
    call_command("prepare")

    said = json.loads(capsys.readouterr().out)

    assert said["said"] == []  # nothing was pending
    assert said["sign_in"].startswith("/welcome/")


def test_away_from_a_laptop_there_is_no_demo_account(capsys, settings):
    settings.LOOPBACK = False

    call_command("prepare")

    assert json.loads(capsys.readouterr().out)["sign_in"] == ""
