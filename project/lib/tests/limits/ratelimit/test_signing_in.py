"""What limits say to those who sign in."""

import pytest

from .asking import FOODS, statuses, tripped

pytestmark = pytest.mark.urls("project.lib.tests.limits.urls")


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/admin/login/", "/sign-in/"])
def test_the_sixth_guess_in_a_minute_is_refused_on_the_page_and_in_the_admin(client, url, person):
    guess = {"login": "ada@example.org", "password": "wrong"}

    assert tripped(10, lambda: client.post(url, guess)) == (6, "login")


@pytest.mark.django_db
def test_the_right_password_does_not_help_once_the_limit_is_reached(client, person):
    statuses(5, lambda: client.post("/admin/login/", {"login": "ada@example.org", "password": "wrong"}))

    answer = client.post("/admin/login/", {"login": "ada@example.org", "password": "correct horse battery"})

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_routes_that_sign_in_hold_a_signed_in_person_to_the_address_limits(signed_in):
    assert tripped(20, lambda: signed_in.get("/sign-in/nowhere")) == (11, "ip-burst")


def test_a_token_is_counted_as_its_person(client, person):
    asking = {"Authorization": f"Bearer {person.pk}"}

    assert tripped(150, lambda: client.get(FOODS, headers=asking)) == (101, "api")


def test_a_token_and_a_session_of_one_person_share_a_counter(client, person, signed_in):
    statuses(60, lambda: signed_in.get(FOODS))

    assert tripped(60, lambda: client.get(FOODS, headers={"Authorization": f"Bearer {person.pk}"})) == (41, "api")


@pytest.mark.django_db
def test_a_token_that_is_refused_counts_as_nobody(client):
    asking = {"Authorization": "Bearer guess"}

    answers = statuses(12, lambda: client.get(FOODS, headers=asking))

    assert answers == [401] * 10 + [429] * 2


def test_a_header_that_nobody_reads_evades_nothing(client):
    asking = {"Authorization": "Bearer guess"}

    assert tripped(20, lambda: client.get("/page", headers=asking)) == (11, "ip-burst")


def test_a_method_of_the_api_may_have_a_limit_of_its_own(client, person):
    asking = {"Authorization": f"Bearer {person.pk}"}

    assert tripped(20, lambda: client.post(FOODS, headers=asking)) == (11, "meal-plan")
    assert client.get(FOODS, headers=asking).status_code == 200
