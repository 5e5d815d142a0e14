"""Markup in every text that a person can have stands on no page as markup (SEC-02)."""

import contextlib

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client

from apps.accounts.services import create_key, feedback
from project.lib import privacy
from project.lib.crypto import EncryptedTextField
from project.lib.registry import sample_data
from project.lib.testing import UserFactory
from tests.checks.test_ways_to_pages import reached

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ATTACK = "<img src=x onerror=alert()>"
# Texts that the product writes itself and reads back.
MADE = {"password", "time_zone", "refresh_digest", "password_state", "digest", "lease_holder"}
OF_STAFF = ["/admin/accounts/user/", "/admin/accounts/feedback/", "/admin/jobs/job/", "/outbox/", "/invitations/"]


def is_free_text(column):
    """What a person types, of a length that holds the attack; codes and names of files are made by the product."""
    made = (
        column.choices or column.unique or isinstance(column, models.FileField | EncryptedTextField | models.EmailField)
    )
    long_enough = isinstance(column, models.TextField) or (column.max_length or 0) >= 40
    return (
        isinstance(column, models.CharField | models.TextField) and long_enough and not made and column.name not in MADE
    )


@pytest.fixture
def written_everywhere():
    """A person of the sample household with the attack in every free text of every registered table."""
    person = UserFactory()
    for _, sample in sample_data:
        sample.load(person)
    feedback.give(person=person, kind="idea", text="a wish", page="/")
    create_key(person=person, name="a key", scopes=["jobs:read"])
    for label, table in privacy.tables:
        for column in apps.get_model(label)._meta.concrete_fields:
            if is_free_text(column):
                with contextlib.suppress(DatabaseError), transaction.atomic():
                    table.rows(person).update(**{column.name: ATTACK})
    person.refresh_from_db()
    return person


def tags_on(page, paths, seen):
    """The pages on which the attack became an element, and how often it is shown as the text that it is."""
    hit, shown = [], 0
    for path in paths:
        seen.goto(path)
        hit += [path] * bool(page.locator("[onerror]").count())
        shown += page.content().count("&lt;img src=x onerror=alert()&gt;")
    seen.complaints.clear()  # a stored address of a page that is none answers 404
    return hit, shown


def test_what_a_person_wrote_is_text_on_every_page(written_everywhere, visit):
    client = Client()
    client.force_login(written_everywhere)
    paths = sorted(path for path in reached(client) if not path.startswith(("/api/", "/static/")))
    with visit(written_everywhere) as seen:
        pages = [path for path in paths if client.get(path).headers.get("Content-Type", "").startswith("text/html")]
        hit, shown = tags_on(seen.page, pages, seen)

    assert hit == []
    assert shown > 10, "the attack is nowhere to be seen, so this showed nothing"


def test_what_a_person_wrote_is_text_for_staff(written_everywhere, visit):
    with visit(UserFactory(administrator=True)) as seen:
        rows = [f"/admin/accounts/user/{written_everywhere.pk}/change/"]
        hit, shown = tags_on(seen.page, [*OF_STAFF, *rows], seen)

    assert hit == []
    assert shown > 3
