"""What became of programs that signed in long ago, and of browsers beside them."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from apps.accounts import services
from apps.accounts.models import AuthSession
from apps.accounts.tests.factories import signed_in_program
from project.lib import retention
from project.lib.testing import UserFactory, clock

pytestmark = pytest.mark.django_db


def test_sign_ins_are_forgotten_a_day_after_they_ended():
    old = [signed_in_program() for _ in range(3)]

    with clock(timezone.now() + timedelta(hours=47)):
        assert retention.purge("accounts.AuthSession", now=timezone.now(), held=()) == 0
    assert AuthSession.objects.count() == 3
    with clock(timezone.now() + timedelta(hours=49)):
        young = signed_in_program(old[0].session.person)
        assert retention.purge("accounts.AuthSession", now=timezone.now(), held=()) == 3

    assert AuthSession.objects.get() == young.session


def test_signing_out_everywhere_ends_browsers_too(client):
    person = UserFactory()
    client.force_login(person)
    key = client.session.session_key
    UserSession.objects.create(user=person, ip="192.0.2.7", session_key=key, user_agent="a browser")

    services.end_everywhere(person, reason="asked")

    assert client.get("/api/v1/auth/me").status_code == 401
    assert not UserSession.objects.exists()
