import re

import pytest
from django.db import OperationalError

from apps.dashboard import queries
from project.lib import registry
from project.lib.registry import Card, FirstStep, Registry
from project.lib.testing import UserFactory, statements

pytestmark = pytest.mark.django_db

STEP = FirstStep("Add an account", "A bank, a broker or cash.", "/accounts/new/", "Add an account")


def card(**changes):
    given = {"title": "Money", "template": "components/stat.html", "context": {"label": "Worth", "value": "€12.00"}}
    return Card(**{**given, "overview": {"worth": "12.00"}, **changes})


@pytest.fixture
def cards(monkeypatch):
    """What apps offer in this test: nothing yet."""
    cards = Registry()
    monkeypatch.setattr(queries, "cards", cards)
    monkeypatch.setattr(registry, "first_steps", Registry())
    return cards


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_nobody_is_sent_to_sign_in(client):
    reply = client.get("/")

    assert (reply.status_code, reply.url) == (302, "/sign-in/?next=/")


def test_it_says_what_to_do_first_when_there_is_nothing(client, person, cards):
    cards.register("portfolio", lambda _: card(first_step=STEP))

    page = client.get("/").content.decode()

    assert "What to do first" in page
    assert 'href="/accounts/new/"' in page
    assert "€12.00" not in page


def test_what_is_not_about_a_card_comes_first_until_it_is_done(client, person, cards):
    cards.register("portfolio", lambda _: card(first_step=STEP))
    registry.first_steps.register("greet", lambda _: FirstStep("Say hello", "It is polite.", "/hello/", "Say it"))
    registry.first_steps.register("done", lambda _: None)

    page = client.get("/").content.decode()

    assert re.findall(r"<h3>(.*)</h3>", page) == ["Say hello", "Add an account"]


def test_with_no_app_at_all_it_still_offers_something(client, person, cards):
    page = client.get("/").content.decode()

    assert "Nothing to show yet" in page
    assert 'href="/settings/"' in page


def test_a_part_with_nothing_to_say_takes_no_place(client, person, cards):
    cards.register("tasks", lambda _: card(template=""))

    page = client.get("/").content.decode()

    assert "Nothing to show yet" in page
    assert "could not be loaded" not in page


@pytest.mark.parametrize("fault", ["build", "template"])
def test_a_card_that_fails_leaves_the_others_alone_and_is_logged(fault, client, person, cards, caplog):
    cards.register("portfolio", lambda _: card())
    broken = (lambda _: 1 / 0) if fault == "build" else (lambda _: card(template="no/such.html"))
    cards.register("training", broken)

    reply = client.get("/")

    page = reply.content.decode()
    assert reply.status_code == 200
    assert "€12.00" in page
    assert "could not be loaded" in page
    assert "training" in caplog.text


def test_a_database_that_is_away_is_not_blamed_on_a_card(client, person, cards):
    def away(person):
        raise OperationalError("gone")

    cards.register("portfolio", away)

    reply = client.get("/")

    assert reply.status_code == 503


def test_it_costs_at_most_eight_statements(client, person):
    client.get("/")

    with statements() as sent:
        client.get("/")

    assert len(sent) <= 8, sent


def test_sample_data_is_removed_with_one_click(client, person, cards):
    person.has_sample_data = True
    person.save()

    page = client.get("/").content.decode()
    client.post(re.search(r'action="(/[^"]*sample-data[^"]*)"', page)[1])

    person.refresh_from_db()
    assert not person.has_sample_data
    assert "sample data" not in client.get("/").content.decode().replace("The sample data is gone.", "")


def test_a_page_without_sample_data_says_nothing_of_it(client, person, cards):
    assert "sample data" not in client.get("/").content.decode()


@pytest.mark.parametrize(("theme", "attribute"), [("auto", ""), ("dark", ' data-bs-theme="dark"')])
def test_the_theme_of_the_person_is_in_the_first_byte_of_the_page(theme, attribute, client, person, cards):
    person.theme = theme
    person.save()

    assert f'<html lang="en"{attribute}>' in client.get("/").content.decode()


def test_nobody_may_choose_a_theme_too_and_the_browser_keeps_it(client):
    client.post("/settings/theme/", {"theme": "dark", "next": "/sign-in/"})

    assert 'data-bs-theme="dark"' in client.get("/sign-in/").content.decode()


def test_a_theme_that_does_not_exist_changes_nothing(client):
    reply = client.post("/settings/theme/", {"theme": "neon", "next": "/sign-in/"})

    assert "theme" not in reply.cookies
