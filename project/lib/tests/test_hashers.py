"""Hashes of other systems let their people in, and are replaced by ours."""

import bcrypt
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import get_hasher, make_password

from project.lib.hashers import named

User = get_user_model()
pytestmark = pytest.mark.django_db
WORD = "a word that was typed long ago"


def imported(password, rounds=4):
    return bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(rounds)).decode()


def from_dump(password):
    person = User.objects.create_user("ada@example.org")
    person.password = imported(password)
    return person


@pytest.mark.parametrize("prefix", ["", "bcrypt$"])
def test_a_hash_from_a_dump_lets_its_person_in_and_is_replaced(prefix, client):
    person = User.objects.create_user("ada@example.org")
    User.objects.filter(pk=person.pk).update(password=prefix + imported(WORD))

    wrong = client.post("/sign-in/", {"login": "ada@example.org", "password": "wrong"})
    reply = client.post("/sign-in/", {"login": "ada@example.org", "password": WORD})

    person.refresh_from_db()
    assert (wrong.status_code, reply.status_code) == (422, 302)
    assert not person.password.startswith(("$2", "bcrypt$"))
    assert person.check_password(WORD)


def test_of_a_long_password_they_saw_72_bytes():
    person = from_dump("é" * 50)

    assert not person.check_password("é" * 35)
    assert person.check_password("é" * 50)


def test_new_passwords_are_digested_by_bcrypt_at_cost_12_without_a_cut():
    encoded = make_password(WORD, hasher="bcrypt_sha256")

    assert encoded.startswith("bcrypt_sha256$$2b$12$")
    assert get_hasher("bcrypt_sha256").verify(WORD, encoded)


def test_an_accented_letter_is_the_same_however_it_is_typed():
    person = User()
    person.set_password("cafe\u0301 au lait, s'il vous plait")

    assert person.check_password("caf\u00e9 au lait, s'il vous plait")


def test_what_was_imported_verifies_as_it_was_typed():
    assert from_dump("cafe\u0301 au lait").check_password("cafe\u0301 au lait")


@pytest.mark.parametrize("other", ["", "!unusable", "pbkdf2_sha256$1$a$b", "$2b$12$short", None])
def test_other_values_are_left_alone(other):
    assert named(other) == other
