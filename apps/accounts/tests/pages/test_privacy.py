"""The privacy pages: behind the password where they must be, plain posts, and clear about what happens."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Consent, Export
from apps.accounts.services import erasure, exports
from apps.jobs import public as jobs
from project.lib.testing import PASSWORD, UserFactory, statements

from ..factories import ExportFactory

User = get_user_model()
pytestmark = pytest.mark.django_db
PRIVACY = "/settings/privacy/"


def prove(client):
    """Enter the password again."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def person(client):
    person = UserFactory(name="Ada")
    client.force_login(person)
    return person


@pytest.fixture
def proved(client, person):
    prove(client)
    return person


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_says_what_is_kept_and_what_stays_and_why(client, person):
    page = text_of(client.get(PRIVACY))

    assert "Your account: name, address and preferences" in page
    assert "What happened to your account, such as sign-ins. The log of what happened stays whole" in page
    assert "Answers by an outside service" in page
    assert '<span class="tag">Off</span>' in page


@pytest.mark.parametrize("copies", [0, 3])
def test_it_costs_the_same_however_many_copies_there_are(client, person, copies):
    ExportFactory.create_batch(copies, user=person, made=True)

    with statements() as sent:
        client.get(PRIVACY)

    assert len(sent.beyond_sign_in()) <= 3, sent


@pytest.mark.parametrize("address", ["accounts:export", "accounts:erase"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_copy_and_leaving_ask_for_the_password_again(client, person, address, method):
    response = getattr(client, method)(reverse(address), {"sure": "on"})

    assert response.status_code == 302
    assert response.url.startswith(f"{reverse('account_reauthenticate')}?next=")
    assert not Export.objects.exists()
    assert User.objects.get().erase_at is None


def test_asking_for_a_copy_shows_how_far_it_is(client, proved):
    assert "Make the copy" in text_of(client.get(reverse("accounts:export")))

    response = client.post(reverse("accounts:export"), follow=True)

    job = jobs.state_of(user=proved, job_uuid=Export.objects.get().job_uuid)
    assert f'id="job-{job.uuid}"' in response.content.decode()
    assert job.title == "A copy of everything about you"


def test_asking_twice_is_answered_with_a_sentence(client, proved):
    client.post(reverse("accounts:export"))

    response = client.post(reverse("accounts:export"), follow=True)

    assert "A copy is being made already" in text_of(response)
    assert Export.objects.count() == 1


def test_there_are_two_copies_a_day(client, proved, settings):
    settings.RATE_LIMITS_ENABLED = True
    caches["ratelimit"].clear()
    answers = []
    for _ in range(3):
        answers.append(client.post(reverse("accounts:export")).status_code)
        Export.objects.all().delete()

    assert answers == [302, 302, 429]


def test_the_copy_is_a_download_that_nothing_keeps(client, person):
    export = ExportFactory(user=person, made=True)

    page = client.get(PRIVACY).content.decode()
    link = reverse("accounts:export-download", args=[exports.link_token(export)])
    response = client.get(link)

    assert link.rsplit("/", 2)[0] in page
    assert response["Content-Disposition"] == f'attachment; filename="{export.filename}"'
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == b"PK\x03\x04"


def test_a_copy_whose_task_is_gone_is_said_to_be_missing(client, person):
    ExportFactory(user=person)

    assert "Not made" in text_of(client.get(PRIVACY))


def test_agreeing_and_taking_it_back(client, person):
    address = reverse("accounts:consent", args=["ai_provider"])

    agreed = client.post(address, {"agree": "yes", "version": "2026-10"}, follow=True)
    assert "Agreed on" in text_of(agreed)
    client.post(address, {"agree": "no"})

    assert Consent.objects.get().withdrawn_at


@pytest.mark.parametrize(
    ("code", "data", "sentence"),
    [
        ("ai_provider", {"agree": "yes", "version": "1999-01"}, "This text has changed meanwhile"),
        ("terms", {"agree": "no"}, "Your account stands on this text"),
    ],
)
def test_what_cannot_be_agreed_to_or_taken_back_is_said(client, person, code, data, sentence):
    response = client.post(reverse("accounts:consent", args=[code]), data, follow=True)

    assert sentence in text_of(response)


def test_the_texts_are_there_for_everybody(client):
    assert "Nothing is sent to anybody outside" in text_of(client.get("/privacy/privacy/"))
    assert client.get("/privacy/no-such-text/").status_code == 404


def test_leaving_takes_a_tick_and_puts_a_banner_on_every_page(client, proved):
    address = reverse("accounts:erase")

    refused = client.post(address)
    assert refused.status_code == 422
    assert "Please confirm that you understand this." in text_of(refused)
    client.post(address, {"sure": "on"})

    assert User.objects.get().erase_at
    for page in ("/", "/settings/", PRIVACY, "/jobs/"):
        assert "Your account will be deleted on" in text_of(client.get(page)), page
    client.post(reverse("accounts:erase-undo"))
    assert "Your account will be deleted on" not in text_of(client.get("/"))


def test_who_changes_their_mind_too_late_is_told_so(client, person):
    User.objects.update(erase_at=timezone.now() - timedelta(minutes=1))

    response = client.post(reverse("accounts:erase-undo"), follow=True)

    assert "The time to change your mind is over" in text_of(response)


def test_the_last_administrator_reads_what_to_do_first(client):
    administrator = UserFactory(administrator=True)
    UserFactory()
    client.force_login(administrator)
    prove(client)

    response = client.post(reverse("accounts:erase"), {"sure": "on"})

    assert response.status_code == 422
    assert "You are the only administrator who stays. Make somebody else one first." in text_of(response)


def test_a_hold_is_told_to_whom_it_keeps(client, proved):
    erasure.hold(person=proved, reason="A dispute is open.")

    assert "A dispute is open." in text_of(client.get(PRIVACY))
    assert "A dispute is open." in text_of(client.get(reverse("accounts:erase")))


def test_whoever_was_erased_is_signed_out(client, person):
    erasure.perform(person=person)

    assert client.get(PRIVACY).url.startswith("/sign-in/")
