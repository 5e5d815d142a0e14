"""Seeds are sealed for their person, and codes work without Redis."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import RequestFactory

from apps.accounts.services import second_factor
from apps.accounts.tests.ways import code_of, recovery_codes
from project.lib import crypto
from project.lib.testing import UserFactory, give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_():
    return RequestFactory().post("/")


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        return " ".join(row[0] for row in cursor.fetchall())


def test_the_database_holds_no_seed_and_no_code():
    person = UserFactory()
    seed, codes = give_second_factor(person), recovery_codes(person)

    assert seed not in stored()
    assert not any(code in stored() for code in codes)


def test_a_seed_that_is_moved_to_another_person_does_not_open(request_):
    thief, victim = UserFactory(), UserFactory()
    seed = give_second_factor(thief)
    row = Authenticator.objects.get(user=thief)
    give_second_factor(victim)
    Authenticator.objects.filter(user=victim).update(data=row.data)

    with pytest.raises(crypto.DoesNotOpen):
        second_factor.check(request_, victim, code_of(seed))


def test_nobody_in_particular_opens_none():
    with pytest.raises(crypto.DoesNotOpen):
        second_factor.seal("x", signed_in=None)


def test_codes_work_while_redis_is_away(request_, monkeypatch):
    person = UserFactory()
    seed = give_second_factor(person)
    monkeypatch.setattr("django.core.cache.cache.add", None)  # what allauth remembers codes with

    assert second_factor.check(request_, person, code_of(seed)).type == "totp"
    with pytest.raises(second_factor.WrongCode):
        second_factor.check(request_, person, code_of(seed))


def test_seeds_are_sealed_again_under_a_new_key(request_, settings):
    people = [UserFactory() for _ in range(3)]
    seeds = [give_second_factor(person) for person in people]
    codes = recovery_codes(people[0])
    settings.FIELD_KEYS = {"new": b"n" * 32, **settings.FIELD_KEYS}

    done = second_factor.reseal(batch=2)

    settings.FIELD_KEYS = {"new": b"n" * 32}
    assert (done.changed, second_factor.reseal().changed) == (4, 0)
    assert second_factor.check(request_, people[2], code_of(seeds[2])).type == "totp"
    assert second_factor.check(request_, people[0], codes[0]).type == "recovery_codes"


def test_the_last_counter_is_kept_on_the_row(request_):
    person = UserFactory()
    second_factor.check(request_, person, code_of(give_second_factor(person)))

    assert json.loads(json.dumps(Authenticator.objects.get(user=person).data))["last_counter"] > 0
