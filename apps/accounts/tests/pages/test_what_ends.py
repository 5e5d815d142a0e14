"""Whoever comes to more than a password gave them comes in anew: nothing that was opened for less stays open."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from apps.accounts import services
from apps.accounts.services import staff
from apps.accounts.tests import ways
from apps.accounts.tests.factories import api_key, bearer, signed_in_program
from apps.accounts.tests.passkeys import SoftPasskey
from apps.accounts.tests.ways import ADDRESS, code_of, confirm, tell
from project.lib.testing import UserFactory, give_second_factor

pytestmark = pytest.mark.django_db
ME = "/api/v1/auth/me"


class Doors:
    """A browser, a program and a key, each opened with the password alone."""

    def __init__(self, person):
        self.browser = Client()
        tell(self.browser)
        self.program = bearer(signed_in_program(person).access)
        self.key = bearer(api_key(person)[1])

    def open(self):
        asked = {"browser": self.browser.get(ME)}
        asked |= {name: Client().get(ME, headers=getattr(self, name)) for name in ("program", "key")}
        return {name for name, reply in asked.items() if reply.status_code == 200}


@pytest.fixture
def person():
    return UserFactory(email=ADDRESS)


@pytest.fixture
def doors(person):
    doors = Doors(person)
    assert doors.open() == {"browser", "program", "key"}
    return doors


@pytest.fixture
def root():
    return UserFactory(administrator=True)


def promote(person, root):
    services.promote(email=person.email)


def make_administrator(person, root):
    staff.change_account(person=person, by=root, reason="Helps", role="admin")


def put_in_a_group(person, root):
    staff.change_account(person=person, by=root, reason="Helps", groups=[Group.objects.get(name="support")])


@pytest.mark.parametrize("give_powers", [promote, make_administrator, put_in_a_group])
def test_new_powers_end_what_was_opened_before_them(person, doors, root, give_powers):
    give_powers(person, root)
    give_second_factor(person)

    assert doors.open() == set()


def test_what_takes_powers_away_or_repeats_them_ends_nothing(person, root):
    put_in_a_group(person, root)
    give_second_factor(person)
    key = bearer(api_key(person)[1])

    put_in_a_group(person, root)
    staff.change_account(person=person, by=root, reason="Is busy", groups=[])

    assert Client().get(ME, headers=key).status_code == 200


def add_an_app(client):
    seed = client.get("/settings/security/app/").context["form"].secret
    return client.post("/settings/security/app/", {"code": code_of(seed)})


def add_a_passkey(client):
    options = client.get("/settings/security/passkeys/add/").context["js_data"]["creation_options"]
    given = {"name": "Phone", "credential": json.dumps(SoftPasskey().made(options))}
    return client.post("/settings/security/passkeys/add/", given)


@pytest.mark.parametrize("add", [add_an_app, add_a_passkey])
def test_the_first_second_factor_ends_all_but_the_session_that_added_it(
    client, doors, add, django_capture_on_commit_callbacks
):
    tell(client)
    confirm(client)

    with django_capture_on_commit_callbacks(execute=True):
        add(client)

    assert doors.open() == set()
    assert client.get("/settings/security/").status_code == 200


def test_they_are_told_what_ended(client, doors):
    tell(client)
    confirm(client)

    add_a_passkey(client)

    page = client.get("/settings/security/").content.decode()
    assert "Whatever was signed in without it is signed out, and your API keys are revoked." in page


def test_the_next_second_factor_ends_nothing(client, person, django_capture_on_commit_callbacks):
    passkey = SoftPasskey()
    ways.give_passkey(person, passkey)
    ways.use_passkey(client, person, passkey)
    confirm(client)
    key = bearer(api_key(person)[1])

    with django_capture_on_commit_callbacks(execute=True):
        add_an_app(client)

    assert Client().get(ME, headers=key).status_code == 200
