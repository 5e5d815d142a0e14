"""The examples of docs/api.md, run as they stand."""

import json
import re
import shlex
from string import Template

import pytest

from project.lib.testing import PASSWORD, UserFactory
from project.settings.env import ROOT

pytestmark = pytest.mark.django_db


def commands():
    """Each curl of the page, in order, on one line."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]


def ask(client, command, known):
    """What curl would be told, asked of the test client."""
    _, *words = shlex.split(Template(command).substitute(known))
    method, headers, body, url = "GET", {}, "", ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            url = word
    kind = headers.pop("Content-Type", "")
    return client.generic(method, url, body, content_type=kind, headers=headers)


def test_each_example_works_after_those_before_it(client):
    UserFactory(email="ada@example.org")
    known = {"STEWARD": "", "PASSWORD": PASSWORD}

    for command in commands():
        answer = ask(client, command, known)

        assert answer.status_code < 300, (command, answer.content)
        said = json.loads(answer.content or "{}")
        known |= {name.upper(): said[name] for name in ("access", "refresh", "key") if name in said}

    assert {"ACCESS", "REFRESH", "KEY"} < set(known)
