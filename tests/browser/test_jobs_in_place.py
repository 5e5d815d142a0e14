"""The pages of tasks change in place where script runs, and are plain forms and links where it does not."""

import os
import re
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from apps.jobs.models import Job
from apps.jobs.tests.factories import JobFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def tasks(visit, administrator):
    """`with tasks(...) as seen`: nobody streams, so a task that is open asks for its state instead."""

    def looking(**options):
        return visit(administrator, **options)

    return looking


def opened(seen, path="/jobs/"):
    seen.page.route("**/stream/**", lambda route: route.fulfill(status=204))
    page = seen.goto(path)
    page.evaluate("window.stayed = true")
    return page


def stayed(page):
    return page.evaluate("window.stayed === true")


@contextmanager
def database_away():
    """It refuses everybody and drops who is connected, as it would while it restarts."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
        name = connection.settings_dict["NAME"]
        connection.close()
        db.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            yield
        finally:
            db.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def end(job):
    Job.objects.filter(pk=job.pk).update(
        state="done", progress=100, finished_at=timezone.now(), lease_holder="", lease_expires_at=None
    )


def without(seen, words):
    """Chromium writes every answer of 400 and more to the console."""
    seen.complaints = [said for said in seen.complaints if words not in said]


@pytest.mark.parametrize("path", ["/jobs/", "/"])
def test_a_cancel_changes_the_task_alone_and_the_keyboard_goes_on_there(path, tasks, administrator):
    job = JobFactory(owner=administrator, title="Import of trades.csv")
    with tasks() as seen:
        page = opened(seen, path)
        page.get_by_role("button", name="Cancel Import of trades.csv").click()

        expect(page.locator(f"#job-{job.uuid}")).to_contain_text("Cancelled")
        expect(page.locator(f"#job-{job.uuid}")).to_be_focused()
        expect(page.get_by_role("status")).to_contain_text("It is cancelled.")
        assert stayed(page)
        page.get_by_role("button", name="Try again: Import of trades.csv").click()
        expect(page.locator(f"#job-{job.uuid}")).to_contain_text("Waiting")
        assert stayed(page)


def test_a_running_task_that_is_being_cancelled_says_so(tasks, administrator):
    job = JobFactory(owner=administrator, running=True)
    with tasks() as seen:
        page = opened(seen, f"/jobs/{job.uuid}/")
        page.get_by_role("button", name="Cancel").click()

        expect(page.locator("steward-job")).to_contain_text("Being cancelled")
        expect(page.get_by_role("button", name="Cancel")).to_have_count(0)


def test_without_script_a_cancel_and_a_retry_are_plain_forms(tasks, administrator):
    JobFactory(owner=administrator)
    with tasks(java_script_enabled=False) as seen:
        page = seen.goto("/jobs/")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator(".toast-note")).to_contain_text("It is cancelled.")

        page.get_by_role("button", name="again").click()
        expect(page.locator("steward-job")).to_contain_text("Waiting")


def test_what_comes_too_late_shows_how_the_task_ended(tasks, administrator):
    job = JobFactory(owner=administrator, running=True)
    with tasks() as seen:
        page = opened(seen)
        end(job)
        page.get_by_role("button", name="Cancel").click()

        expect(page.get_by_role("status")).to_contain_text("This has already ended.")
        expect(page.locator("#tasks")).to_contain_text("Done")
        without(seen, "409")


def test_a_task_that_is_gone_is_said_beside_what_is_on_the_page(tasks, administrator):
    job = JobFactory(owner=administrator, title="Import of trades.csv")
    with tasks() as seen:
        page = opened(seen)
        Job.objects.filter(pk=job.pk).delete()
        page.get_by_role("button", name="Cancel").click()

        note = page.get_by_role("alert")
        expect(note).to_contain_text("There is no such task of yours.")
        expect(page.locator("#tasks")).to_contain_text("Import of trades.csv")
        note.get_by_role("button", name="Dismiss").click()
        expect(note).to_have_count(0)
        without(seen, "404")


def test_a_cancel_while_the_database_is_away_can_be_clicked_again(tasks, administrator):
    job = JobFactory(owner=administrator)
    with tasks() as seen:
        page = opened(seen)
        with database_away():
            page.get_by_role("button", name="Cancel").click()
            expect(page.get_by_role("alert")).to_contain_text("Steward’s database is away")

        page.get_by_role("button", name="Cancel").click()

        expect(page.locator(f"#job-{job.uuid}")).to_contain_text("Cancelled")
        assert stayed(page)
        without(seen, "503")


def test_a_cancel_after_signing_out_elsewhere_leads_to_the_sign_in_page(tasks, administrator):
    JobFactory(owner=administrator)
    with tasks() as seen:
        page = opened(seen)
        page.context.clear_cookies(name="session")
        page.get_by_role("button", name="Cancel").click()

        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        expect(page).to_have_url(re.compile(r"next=/jobs/"))
        seen.complaints.clear()


def test_the_list_moves_a_task_that_ended_and_stops_asking_when_nothing_is_open(tasks, administrator):
    job = JobFactory(owner=administrator, running=True, title="Import of trades.csv")
    with tasks() as seen:
        page = opened(seen)
        expect(page.get_by_role("heading", name="Running and waiting")).to_be_visible()
        end(job)

        expect(page.get_by_role("row").filter(has_text="Import of trades.csv")).to_contain_text("Done")
        expect(page.get_by_role("heading", name="Running and waiting")).to_have_count(0)
        expect(page.get_by_role("status")).to_contain_text("Import of trades.csv: Done")
        assert page.locator("#tasks").get_attribute("hx-trigger") is None
        assert stayed(page)


def test_pages_of_tasks_change_in_place_and_the_browser_s_button_goes_back(tasks, administrator):
    JobFactory.create_batch(30, owner=administrator, done=True)
    with tasks() as seen:
        page = opened(seen)
        first = page.get_by_role("row").nth(1).inner_text()
        page.get_by_role("link", name="Next").click()

        expect(page.get_by_role("row")).to_have_count(6)
        expect(page).to_have_url(re.compile(r"/jobs/\?cursor="))
        expect(page.locator("#tasks")).to_be_focused()
        assert stayed(page)
        page.go_back()
        expect(page.get_by_role("row")).to_have_count(26)
        expect(page.get_by_role("row").nth(1)).to_have_text(re.compile(re.escape(first.split("\t")[0])))
