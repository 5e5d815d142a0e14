"""How long rows are kept: rules, batches, holds."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from prometheus_client import REGISTRY

from apps.jobs.models import Job
from apps.jobs.tests.factories import JobFactory
from project.lib import retention
from project.lib.registry import Registry
from project.lib.testing import UserFactory

pytestmark = pytest.mark.django_db
OLD = timedelta(days=40)


@pytest.fixture
def rules(monkeypatch):
    monkeypatch.setattr(retention, "rules", Registry())
    return retention.rules


def keep_jobs_a_month(**more):
    retention.rule(
        "old jobs",
        keep=timedelta(days=30),
        reason="why",
        due=lambda end: Job.objects.ended().filter(finished_at__lt=end),
        person="owner",
        **more,
    )


def old_job(**fields):
    return JobFactory(done=True, finished_at=timezone.now() - OLD, **fields)


def purged():
    return REGISTRY.get_sample_value("steward_purged_rows_total", {"rule": "old jobs"}) or 0


def test_what_is_over_is_dropped_in_batches_and_what_is_not_stays(rules, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    keep_jobs_a_month()
    young, before = JobFactory(done=True), purged()
    for _ in range(5):
        old_job()

    dropped = retention.purge("old jobs", now=timezone.now(), held=())

    assert dropped == 5
    assert purged() == before + 5
    assert list(Job.objects.all()) == [young]


def test_rows_of_people_on_hold_stay_and_rows_of_nobody_do_not(rules):
    keep_jobs_a_month()
    held = old_job()
    old_job()
    old_job(owner=None)

    dropped = retention.purge("old jobs", now=timezone.now(), held=[held.owner_id])

    assert dropped == 2
    assert list(Job.objects.all()) == [held]


def test_a_rule_may_do_something_else_than_delete(rules):
    seen = []
    keep_jobs_a_month(drop=lambda rows: seen.extend(rows) or len(rows))
    job = old_job()

    assert retention.purge("old jobs", now=timezone.now(), held=()) == 1
    assert seen == [job]
    assert Job.objects.exists()


def test_only_the_rows_themselves_are_counted(rules):
    retention.rule(
        "old people",
        keep=timedelta(days=30),
        reason="why",
        due=lambda end: get_user_model().objects.filter(created_at__lt=end),
    )
    person = UserFactory()
    JobFactory(owner=person)
    get_user_model().objects.update(created_at=timezone.now() - OLD)

    assert retention.purge("old people", now=timezone.now(), held=()) == 1
