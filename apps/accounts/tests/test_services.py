"""One-time links, the demo account, and who may do more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from celery import current_app
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.accounts import public, services
from project.lib.registry import Registry, SampleData, sample_data
from project.lib.testing import UserFactory, clock

User = get_user_model()
pytestmark = pytest.mark.django_db


@pytest.fixture
def samples(monkeypatch):
    """What the registered samples were asked to do."""
    asked = []
    monkeypatch.setattr(sample_data, "_offers", {})
    sample_data.register(
        "probe",
        SampleData(lambda person: asked.append(("load", person)), lambda person: asked.append(("remove", person))),
    )
    return asked


def test_a_link_signs_in_once():
    person = UserFactory()
    token = services.one_time_token(person)

    assert services.redeem(token) == person
    with pytest.raises(services.LinkSpent):
        services.redeem(token)


def test_signing_in_otherwise_spends_the_link():
    person = UserFactory()
    token = services.one_time_token(person)
    User.objects.update(last_login=timezone.now())

    with pytest.raises(services.LinkSpent):
        services.redeem(token)


def test_a_link_lasts_a_day():
    token = services.one_time_token(UserFactory())

    with clock(timezone.now() + timedelta(days=1, minutes=1)), pytest.raises(services.LinkSpent):
        services.redeem(token)


@pytest.mark.parametrize("token", ["", "nonsense", "a:b:c"])
def test_a_forged_link_is_refused(token):
    with pytest.raises(services.LinkSpent):
        services.redeem(token)


def test_a_deactivated_person_has_no_link():
    token = services.one_time_token(UserFactory(is_active=False))

    with pytest.raises(services.LinkSpent):
        services.redeem(token)


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_one_signs_in():
    token = services.one_time_token(UserFactory())

    def click(_):
        try:
            services.redeem(token)
        except services.LinkSpent:
            return "spent"
        else:
            return "in"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == ["in", "spent", "spent", "spent"]


class Shown:
    """Where a job reports to."""

    def __init__(self):
        self.said = []

    def report(self, done, total, message):
        self.said.append((done, total, message))


def test_an_empty_steward_opens_a_demo_account_once(samples):
    first = public.demo_sign_in_path()
    second = public.demo_sign_in_path()

    demo = User.objects.get()
    assert demo.has_sample_data
    assert not demo.has_usable_password()
    assert not demo.is_staff
    assert first.startswith("/welcome/")
    assert second.startswith("/welcome/")


@pytest.mark.django_db(transaction=True)
def test_its_sample_data_is_loaded_by_a_job_it_can_watch(samples, client):
    public.demo_sign_in_path()
    demo = User.objects.get()
    client.force_login(demo)
    (waiting,) = client.get("/api/v1/jobs/").json()["results"]

    current_app.tasks["accounts.load_sample_data"].apply(kwargs={"job_uuid": waiting["uuid"]})

    (done,) = client.get("/api/v1/jobs/").json()["results"]
    assert samples == [("load", demo)]
    assert (waiting["state"], done["state"]) == ("queued", "done")
    assert (done["title"], done["result_url"]) == ("Load the sample household", "/")


def test_loading_says_how_far_it_is(samples):
    shown = Shown()

    services.load_sample_data(person=UserFactory(has_sample_data=True), progress=shown)

    assert shown.said == [(0, 1, "Loading probe")]


def test_sample_data_that_was_removed_meanwhile_is_not_brought_back(samples):
    person = UserFactory(has_sample_data=True)
    services.remove_sample_data(person=person)

    services.load_sample_data(person=person, progress=Shown())

    assert samples == [("remove", person)]


def test_where_somebody_is_there_is_no_demo_account(samples):
    UserFactory()

    assert public.demo_sign_in_path() == ""
    assert samples == []


def test_sample_data_that_was_removed_does_not_come_back_at_the_next_start(samples):
    demo = services.open_demo_account()
    services.remove_sample_data(person=demo)

    services.open_demo_account()

    demo.refresh_from_db()
    assert not demo.has_sample_data
    assert samples == [("remove", demo)]


def test_the_demo_account_becomes_somebodys_own():
    demo = services.open_demo_account()

    services.make_it_yours(person=demo, name="Ada", email="ada@example.org", password="five words nobody else has")

    demo.refresh_from_db()
    assert (demo.name, demo.email) == ("Ada", "ada@example.org")
    assert demo.check_password("five words nobody else has")
    assert public.demo_sign_in_path() == ""


def test_an_address_that_is_taken_is_refused_and_nothing_changes():
    UserFactory(email="ada@example.org")
    demo = User.objects.create_user(services.DEMO_EMAIL)

    with pytest.raises(services.AddressTaken):
        services.make_it_yours(person=demo, name="Ada", email="ADA@example.org", password="five words nobody has")

    assert User.objects.get(pk=demo.pk).email == services.DEMO_EMAIL


def test_an_account_that_is_somebodys_own_cannot_be_taken():
    person = UserFactory()

    with pytest.raises(services.NotTheDemo):
        services.make_it_yours(person=person, name="Eve", email="eve@example.org", password="five words nobody has")

    person.refresh_from_db()
    assert person.email != "eve@example.org"


def test_promote_makes_an_administrator(capsys):
    person = UserFactory(email="ada@example.org", name="Ada")

    call_command("promote", "Ada@Example.org")

    person.refresh_from_db()
    assert (person.role, person.is_staff, person.is_superuser) == ("admin", True, True)
    assert "Ada is an administrator now." in capsys.readouterr().out


def test_promote_says_when_there_is_nobody():
    with pytest.raises(CommandError, match=r"Nobody signs in as eve@example\.org"):
        call_command("promote", "eve@example.org")


def test_a_link_into_the_demo_account_does_not_lead_into_what_became_of_it():
    demo = services.open_demo_account()
    link = services.one_time_token(demo)

    services.make_it_yours(person=demo, name="Ada", email="ada@example.org", password="four unrelated words here")

    with pytest.raises(services.LinkSpent):
        services.redeem(link)


def test_a_link_is_spent_by_a_new_password():
    person = UserFactory()
    link = services.one_time_token(person)
    person.set_password("four unrelated words here")
    person.save()

    with pytest.raises(services.LinkSpent):
        services.redeem(link)


@pytest.mark.parametrize("lookalike", ["\uff41da@example.org", " ada@example.org\u00a0", "\u212ben@example.org"])
def test_an_address_has_one_spelling(lookalike):
    person = get_user_model().objects.create_user(lookalike)

    assert get_user_model().objects.with_email(lookalike).get() == person


def test_nobody_takes_an_address_by_writing_it_in_other_letters():
    UserFactory(email="ada@example.org")
    demo = UserFactory(email=services.DEMO_EMAIL)

    with pytest.raises(services.AddressTaken):
        services.make_it_yours(person=demo, name="", email="\uff21da@example.org", password="four unrelated words here")


def test_apps_are_told_what_a_person_says_otherwise(monkeypatch):
    told = Registry()
    heard = []
    told.register("test", lambda person, changed: heard.append((person, changed)))
    monkeypatch.setattr("apps.accounts.services.people.registry.preferences", told)
    person = UserFactory(base_currency="EUR", theme="dark")

    services.set_preferences(person=person, base_currency="CHF", theme="dark")
    services.set_preferences(person=person, base_currency="CHF")

    assert heard == [(person, frozenset({"base_currency"}))]
