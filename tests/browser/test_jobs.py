"""A person watches a task in the browser: live, over its stream, and without one."""

import time

import pytest
from django.conf import settings
from django.test import Client

from apps.jobs.models import Job
from apps.jobs.public import start
from project.embedded.server import free_port
from project.lib.testing import UserFactory
from tests.stack import sample_jobs
from tests.stack.processes import UNHURRIED, environment, eventually, stream_server, worker

from .product import chromium, serving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(context, person, origin):
    client = Client()
    client.force_login(person)
    context.add_cookies(
        [{"name": "session", "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": origin}]
    )


@pytest.fixture
def ada(monkeypatch):
    # Playwright keeps an event loop in this thread, so Django takes it for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    sample_jobs.traces().flushdb()
    return UserFactory(name="Ada")


def import_of(person, **arguments):
    return start(sample_jobs.batches, owner=person, title="Import of trades.csv", arguments=arguments)


def test_a_task_is_followed_live_to_its_end_without_a_reload(ada):
    stream_port = free_port()
    stream = f"http://localhost:{stream_port}"
    with (
        serving(**environment(STREAM_ORIGIN=stream)) as origin,
        stream_server(port=stream_port, STREAM_ORIGIN=stream, PORT=origin.rpartition(":")[2]),
        worker(app="tests.stack.sample_jobs:app"),
        chromium() as browser,
    ):
        context = browser.new_context()
        sign_in(context, ada, origin)
        page = context.new_page()
        wrong, asked = [], []
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        job = import_of(ada, count=8, pause=0.4, rest_after=3)
        page.goto(f"{origin}/jobs/{job.uuid}/")
        page.get_by_text("batch 4 of 8").wait_for(timeout=20_000)
        shown = page.locator("progress").get_attribute("value")
        sample_jobs.go_on()
        page.get_by_text("Done", exact=True).wait_for(timeout=20_000)

    assert int(shown) == 50
    assert not wrong
    assert any(url.startswith(f"{stream}/stream/jobs/") for url in asked)
    assert sum(url.endswith(f"/jobs/{job.uuid}/") and "/api/" not in url for url in asked) == 2  # the page; its end


def test_without_the_stream_the_page_asks_for_the_state(ada):
    with (
        serving(**environment(STREAM_ORIGIN=f"http://localhost:{free_port()}")) as origin,
        worker(app="tests.stack.sample_jobs:app"),
        chromium() as browser,
    ):
        context = browser.new_context()
        sign_in(context, ada, origin)
        page = context.new_page()
        job = import_of(ada, count=8, pause=0.4, rest_after=3)
        page.goto(f"{origin}/jobs/{job.uuid}/")
        page.get_by_text("batch 4 of 8").wait_for(timeout=20_000)
        sample_jobs.go_on()

        page.get_by_text("Done", exact=True).wait_for(timeout=40_000)


def test_a_running_task_is_cancelled_by_a_click(ada):
    with (
        serving(**environment()) as origin,
        worker(app="tests.stack.sample_jobs:app"),
        chromium() as browser,
    ):
        context = browser.new_context()
        sign_in(context, ada, origin)
        page = context.new_page()
        job = import_of(ada, count=100, pause=0.5)
        eventually(lambda: Job.objects.get(uuid=job.uuid).state == "running")
        page.goto(f"{origin}/jobs/")
        clicked = time.monotonic()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text("It is being cancelled.").wait_for()
        eventually(lambda: Job.objects.get(uuid=job.uuid).state == "cancelled", within=UNHURRIED)
        took = time.monotonic() - clicked

    assert took < UNHURRIED
