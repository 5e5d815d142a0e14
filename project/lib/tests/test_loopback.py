"""127.0.0.1 is taken to localhost, where passkeys work; programs are left alone."""

import pytest
from django.core.exceptions import MiddlewareNotUsed

from project.lib.loopback import to_localhost


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "[::1]:8080"])
def test_a_page_at_an_address_is_taken_to_the_name(client, host):
    response = client.get("/sign-in/?next=/settings/", headers={"host": host})

    assert response.status_code == 302
    assert response["Location"] == "http://localhost:8080/sign-in/?next=/settings/"


def test_the_usual_port_stays_unsaid(client):
    assert client.get("/sign-in/", headers={"host": "127.0.0.1"})["Location"] == "http://localhost/sign-in/"


def test_the_path_cannot_lead_elsewhere(client):
    response = client.get("//evil.example/x", headers={"host": "127.0.0.1:8080"})

    assert response["Location"].startswith("http://localhost:8080/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health", "/api/v1/health", "/static/none.css"])
def test_programs_may_use_the_address(client, path):
    assert client.get(path, headers={"host": "127.0.0.1:8080"}).status_code in (200, 404)


@pytest.mark.parametrize("host", ["localhost:8080", "testserver", "127.0.0.1.evil.example", "127.0.0.1:8080@evil"])
def test_other_names_are_left_to_those_who_check_them(client, host):
    assert client.get("/sign-in/", headers={"host": host}).status_code in (200, 400)


def test_a_form_is_not_lost(client):
    assert client.post("/sign-in/", headers={"host": "127.0.0.1:8080"}).status_code != 302


def test_it_is_for_a_laptop_only(settings):
    settings.LOOPBACK = False

    with pytest.raises(MiddlewareNotUsed):
        to_localhost(lambda _: None)
