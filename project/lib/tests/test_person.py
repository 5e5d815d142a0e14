"""Requests are answered in the time zone and locale of whoever asks, and leave nothing behind."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from project.lib import formats
from project.lib.person import person_middleware, speaking_to
from project.lib.testing import UserFactory, statements


def said(request):
    return HttpResponse(f"{timezone.get_current_timezone_name()} {formats.locale()}")


def fails(request):
    raise RuntimeError("as planned")


urlpatterns = [path("said/", said), path("fails/", fails)]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_person_is_spoken_to_in_their_zone_and_locale(client):
    client.force_login(UserFactory(time_zone="Asia/Tokyo", locale="de-CH"))

    assert client.get("/said/").content == b"Asia/Tokyo de_CH"


def test_the_next_one_is_not_spoken_to_like_the_last(client):
    client.force_login(UserFactory(time_zone="Asia/Tokyo", locale="de-CH"))
    client.get("/said/")
    client.raise_request_exception = False
    client.get("/fails/")
    client.logout()

    assert client.get("/said/").content == b"UTC en_GB"


def test_nobody_costs_nothing_and_varies_nothing(client):
    with statements() as sent:
        response = client.get("/said/")

    assert sent == []
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(("zone", "locale"), [("Mars/Olympus", "tlh"), ("", ""), ("../../etc/passwd", "../x")])
def test_what_is_not_known_any_more_locks_nobody_out(client, zone, locale):
    client.force_login(UserFactory(time_zone=zone, locale=locale))

    assert client.get("/said/").content == b"UTC en_GB"


def test_a_mail_about_a_person_can_be_written_the_same_way():
    with speaking_to(UserFactory.build(time_zone="America/New_York", locale="en-US")):
        assert timezone.get_current_timezone_name() == "America/New_York"
        assert str(formats.locale()) == "en_US"

    assert timezone.get_current_timezone_name() == "UTC"


class Asked:
    """Whoever asks cannot be looked up."""

    def __init__(self, error):
        self.error = error

    @property
    def is_authenticated(self):
        raise self.error


def ask(rf, settings, error):
    request = rf.get("/said/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
    request.user = Asked(error)
    return person_middleware(said)(request)


def test_a_page_that_needs_nobody_works_while_the_database_is_away(rf, settings):
    assert ask(rf, settings, OperationalError("away")).content == b"UTC en_GB"


def test_any_other_error_is_not_swallowed(rf, settings):
    with pytest.raises(KeyError):
        ask(rf, settings, KeyError("a fault of ours"))
