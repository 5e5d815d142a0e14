"""A person's jobs over the API."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from apps.jobs import queries
from apps.jobs.models import Job
from apps.jobs.tests.factories import JobFactory
from project.lib.paging import keyset_page
from project.lib.streams import events, tickets
from project.lib.testing import UserFactory, scanned

pytestmark = pytest.mark.django_db
URL = "/api/v1/jobs/"


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_the_list_shows_one_s_own_jobs_and_what_runs_first(ada, client):
    done, running, waiting = (JobFactory(owner=ada, **state) for state in ({"done": True}, {"running": True}, {}))
    JobFactory()

    answer = client.get(URL).json()

    assert [row["uuid"] for row in answer["results"]] == [str(job.uuid) for job in (running, waiting, done)]
    assert (answer["next"], answer["previous"]) == (None, None)


def uuids(answer):
    return [row["uuid"] for row in answer["results"]]


def test_pages_lead_through_all_of_it_and_back(ada, client):
    JobFactory.create_batch(3, owner=ada, done=True)
    JobFactory.create_batch(2, owner=ada)
    JobFactory.create_batch(2, owner=ada, running=True)
    whole = uuids(client.get(URL).json())

    first = client.get(URL, {"page_size": 3}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()

    assert uuids(first) + uuids(second) + uuids(third) == whole
    assert third["next"] is None
    assert uuids(client.get(third["previous"]).json()) == uuids(second)


def test_what_begins_or_ends_meanwhile_neither_repeats_nor_hides_what_ended_before(ada, client):
    ended = JobFactory.create_batch(4, owner=ada, done=True)
    JobFactory(owner=ada, running=True)
    first = client.get(URL, {"page_size": 3}).json()

    Job.objects.filter(state="running").update(
        state="done", finished_at=timezone.now(), lease_holder="", lease_expires_at=None
    )
    JobFactory(owner=ada)

    second = client.get(first["next"]).json()
    assert uuids(first)[1:] + uuids(second) == [str(job.uuid) for job in reversed(ended)]


def test_the_list_is_read_from_an_index_at_its_beginning_and_far_into_it(ada):
    now = timezone.now()
    others = UserFactory.create_batch(20)
    Job.objects.bulk_create(
        Job(owner=owner, kind="a", queue="bulk", state="done", finished_at=now - timedelta(minutes=number))
        for number in range(200)
        for owner in (ada, *others)
    )
    page = keyset_page(queries.jobs_of(ada), size=100)

    later = Job.objects.for_user(ada).filter(listed_at__lt=page.items[-1].listed_at).running_first()

    assert scanned(queries.jobs_of(ada)[:26]) == set()
    assert scanned(later[:26]) == set()


@pytest.mark.parametrize("rows", [1, 20])
def test_a_list_costs_the_same_however_long(rows, ada, client, django_assert_max_num_queries):
    JobFactory.create_batch(rows, owner=ada)
    client.get(URL)

    with django_assert_max_num_queries(3):  # session, person, jobs
        client.get(URL)


def test_a_job_comes_with_a_ticket_to_watch_it(ada, client):
    job = JobFactory(owner=ada, running=True)

    row = client.get(f"{URL}{job.uuid}/").json()

    address = urlsplit(row["stream_url"])
    ticket = parse_qs(address.query)["ticket"][0]
    now = int(ticket.split(".")[0]) - 1
    assert (row["state"], row["progress"], row["is_open"]) == ("running", 40, True)
    assert address.path == f"/stream/jobs/{job.uuid}"
    assert tickets.viewer_of(ticket, events.job_topic(job.uuid), secret=settings.SECRET_KEY, now=now)


def test_a_job_is_cancelled_and_tried_again(ada, client):
    job = JobFactory(owner=ada)

    cancelled = client.post(f"{URL}{job.uuid}/cancel/")
    retried = client.post(f"{URL}{job.uuid}/retry/")

    assert (cancelled.json()["state"], retried.json()["state"]) == ("cancelled", "queued")


def test_a_refusal_names_its_reason(ada, client):
    job = JobFactory(owner=ada, done=True)

    answer = client.post(f"{URL}{job.uuid}/cancel/")

    assert (answer.status_code, answer.json()["code"]) == (409, "job_ended")


@pytest.mark.parametrize("action", ["", "cancel/", "retry/"])
def test_a_stranger_s_job_is_not_there(action, ada, client):
    job = JobFactory(failed=True)

    answer = client.post(f"{URL}{job.uuid}/{action}") if action else client.get(f"{URL}{job.uuid}/")

    assert answer.status_code == 404
    assert Job.objects.get(pk=job.pk).state == "failed"


def test_a_slash_at_the_end_makes_no_difference(ada, client):
    job = JobFactory(owner=ada, running=True)

    answers = [client.post(f"{URL}{job.uuid}/cancel{slash}") for slash in ("", "/")]

    assert [answer.status_code for answer in answers] == [200, 200]
