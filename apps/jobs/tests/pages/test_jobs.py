"""The pages about a person's jobs, without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.jobs.models import Job
from apps.jobs.tests.factories import JobFactory
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_with_nothing_running_the_page_says_what_will_be_here(ada, client):
    assert "Nothing is running" in client.get("/jobs/").content.decode()


def test_the_page_shows_what_runs_and_what_became_of_the_rest(ada, client):
    running, failed = JobFactory(owner=ada, running=True), JobFactory(owner=ada, failed=True)
    JobFactory(title="Somebody else's", running=True)

    page = client.get("/jobs/").content.decode()

    assert page.index(running.title) < page.index(failed.title)
    assert 'value="40"' in page
    assert "It broke." in page
    assert "Somebody else" not in page


@pytest.mark.parametrize("rows", [1, 20])
def test_a_list_costs_the_same_however_long(rows, ada, client, django_assert_max_num_queries):
    JobFactory.create_batch(rows, owner=ada, failed=True)
    client.get("/jobs/")

    with django_assert_max_num_queries(3):  # session, person, jobs
        client.get("/jobs/")


def test_a_long_list_is_read_page_by_page(ada, client):
    JobFactory.create_batch(26, owner=ada, done=True)
    oldest = JobFactory(owner=ada, done=True, finished_at=timezone.now() - timedelta(days=1), title="The oldest")

    first = client.get("/jobs/")
    second = client.get(first.context["next"])

    assert oldest.title not in first.content.decode()
    assert oldest.title in second.content.decode()
    assert 'rel="prev"' in second.content.decode()
    assert client.get("/jobs/?cursor=made-up").status_code == 400


def test_a_running_job_can_be_cancelled_by_a_plain_form(ada, client):
    job = JobFactory(owner=ada)

    answer = client.post(f"/jobs/{job.uuid}/cancel/", follow=True)

    assert "Cancelled" in answer.content.decode()
    assert Job.objects.get(pk=job.pk).state == "cancelled"


def test_a_failed_job_can_be_tried_again_by_a_plain_form(ada, client):
    job = JobFactory(owner=ada, failed=True)

    page = client.get(f"/jobs/{job.uuid}/").content.decode()
    client.post(f"/jobs/{job.uuid}/retry/")

    assert f'action="/jobs/{job.uuid}/retry/"' in page
    assert Job.objects.get(pk=job.pk).state == "queued"


def test_what_comes_too_late_is_said_and_not_an_error(ada, client):
    job = JobFactory(owner=ada, done=True)

    answer = client.post(f"/jobs/{job.uuid}/cancel/", follow=True)

    assert answer.status_code == 200
    assert "This has already ended." in answer.content.decode()


def test_the_result_is_a_link(ada, client):
    job = JobFactory(owner=ada, done=True, result_url="/portfolio/")

    assert 'href="/portfolio/"' in client.get(f"/jobs/{job.uuid}/").content.decode()


def test_a_page_without_a_script_comes_back_by_itself_while_the_job_runs(ada, client):
    running, done = JobFactory(owner=ada, running=True), JobFactory(owner=ada, done=True)

    assert 'http-equiv="refresh"' in client.get(f"/jobs/{running.uuid}/").content.decode()
    assert 'http-equiv="refresh"' not in client.get(f"/jobs/{done.uuid}/").content.decode()


def test_a_stranger_s_job_is_not_there(ada, client):
    assert client.get(f"/jobs/{JobFactory().uuid}/").status_code == 404


def test_the_front_page_s_card_costs_one_statement(ada, django_assert_num_queries):
    from apps.jobs.apps import card

    JobFactory.create_batch(4, owner=ada, running=True)
    JobFactory.create_batch(4, owner=ada, done=True)
    JobFactory(running=True)

    with django_assert_num_queries(1):
        shown = card(ada)

    assert [len(shown.context[name]) for name in ("open_jobs", "ended_jobs")] == [3, 3]
