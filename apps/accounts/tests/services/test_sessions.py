"""Browsers and programs that are signed in: how many, counted alike everywhere, and ended by whatever way."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from apps.accounts.models import AuditEvent, AuthSession, Subject
from apps.accounts.queries.devices import good_sessions_of
from apps.accounts.queries.security import security_of
from apps.accounts.services import audit, token_sessions
from apps.accounts.tests.factories import signed_in_program
from apps.accounts.tests.staff_people import browser_of
from apps.accounts.tests.ways import ADDRESS, tell
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(email=ADDRESS)


def told(person, name):
    subject = Subject.objects.get(user=person)
    return [audit.details_of(event, subject) for event in AuditEvent.objects.for_user(person).filter(name=name)]


# --- How many ---------------------------------------------------------------------------------------------------------


def test_of_more_browsers_than_there_may_be_the_oldest_ends(ada, monkeypatch):
    monkeypatch.setattr(token_sessions, "MOST", 3)
    browsers = [Client() for _ in range(4)]

    for browser in browsers:
        tell(browser)

    assert [browser.get("/settings/").status_code for browser in browsers] == [302, 200, 200, 200]
    assert UserSession.objects.filter(user=ada).count() == 3
    assert told(ada, "session_ended") == [{"reason": "50 others are newer"}]


def test_browsers_that_were_signed_out_take_no_place(ada, monkeypatch):
    monkeypatch.setattr(token_sessions, "MOST", 2)
    first, gone, last = Client(), Client(), Client()
    tell(first)
    tell(gone)
    Session.objects.filter(pk=gone.session.session_key).update(expire_date=timezone.now())

    tell(last)

    assert first.get("/settings/").status_code == 200


def test_of_more_programs_than_there_may_be_the_oldest_ends(ada, monkeypatch):
    monkeypatch.setattr(token_sessions, "MOST", 3)
    other = signed_in_program()

    programs = [signed_in_program(ada, device=str(number)).session for number in range(5)]

    live = AuthSession.objects.live()
    assert set(live.for_user(ada)) == set(programs[2:])
    assert other.session in live
    assert told(ada, "program_signed_out") == [
        {"device": device, "reason": "50 others are newer"} for device in ("1", "0")
    ]


def test_there_may_be_fifty_of_each():
    assert token_sessions.MOST == 50


# --- Devices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/settings/devices/", "/settings/security/"])
def test_a_page_costs_the_same_however_many_devices_there_are(ada, client, path):
    tell(client)
    client.get(path)
    with statements() as one:
        client.get(path)
    for _ in range(5):
        browser_of(ada)

    with statements() as six:
        client.get(path)

    assert len(six) == len(one)


def test_both_pages_count_the_devices_that_are_still_let_in(ada, client):
    tell(client)
    browser_of(ada)
    late, former = browser_of(ada), browser_of(ada)
    Session.objects.filter(pk=late.session.session_key).update(expire_date=timezone.now() - timedelta(hours=1))
    session = former.session
    session["_auth_user_hash"] = "of the password before"
    session.save()
    UserSession.objects.create(user=ada, ip="192.0.2.7", session_key="a" * 32)

    page = client.get("/settings/devices/")

    assert len(page.context["devices"]) == len(good_sessions_of(ada)) == security_of(ada).devices == 2


# --- Signing out ------------------------------------------------------------------------------------------------------


def by_the_page(client):
    client.post("/sign-out/")


def by_the_api(client):
    client.post("/api/v1/auth/logout", {}, content_type="application/json")


def by_its_age(client):
    session = client.session
    session["began"] -= 15 * 24 * 3600
    session.save()
    client.get("/settings/")


@pytest.mark.parametrize("sign_out", [by_the_page, by_the_api, by_its_age])
def test_a_session_that_ends_leaves_no_device_and_is_written_down(ada, client, sign_out):
    tell(client)

    sign_out(client)

    assert client.get("/settings/").status_code == 302
    assert not UserSession.objects.exists()
    assert AuditEvent.objects.for_user(ada).filter(name="signed_out").count() == 1
