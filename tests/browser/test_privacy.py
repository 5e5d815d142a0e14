"""A person takes a copy of everything, asks to be deleted, and changes their mind: in the browser."""

import zipfile

import pytest
from celery import current_app
from django.contrib.auth.hashers import BCryptSHA256PasswordHasher

from apps.accounts.models import Export
from apps.jobs.models import Job
from project.lib.testing import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ada(browser):
    person = UserFactory(name="Ada")
    # As the product keeps it: a digest of another kind is renewed when it is checked, which ends the session.
    hasher = BCryptSHA256PasswordHasher()
    person.password = hasher.encode(PASSWORD, hasher.salt())
    person.save()
    return person


def make_the_copy():
    """As the worker does."""
    job = Job.objects.get(uuid=Export.objects.get().job_uuid)
    current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)


def test_a_person_takes_a_copy_and_changes_their_mind_about_leaving(ada, visit, tmp_path):
    with visit(ada, width=390) as seen:
        # No process streams here; the page then asks for the state by itself.
        seen.page.route("**/stream/**", lambda route: route.fulfill(status=200, content_type="text/event-stream"))
        page = seen.goto("/settings/privacy/")

        page.get_by_role("link", name="Make a copy").click()
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("button", name="Make the copy").click()
        page.get_by_role("group", name="A copy of everything about you").wait_for()
        make_the_copy()
        page.reload()
        with page.expect_download() as downloading:
            page.get_by_role("link", name="Download").click()
        downloading.value.save_as(tmp_path / "copy.zip")

        page.get_by_role("link", name="Delete my account").click()
        page.get_by_label("I understand").check()
        page.get_by_role("button", name="Delete my account").click()
        banner = page.get_by_role("region", name="Your account will be deleted")
        banner.wait_for()
        banner.get_by_role("button", name="Keep my account").click()
        page.get_by_text("Your account stays.").wait_for()
        stays = not banner.is_visible()

    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert archive.testzip() is None
        assert "Ada" in archive.read("README.html").decode()
    assert stays
