"""What the database itself holds about jobs."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from apps.jobs.models import Job

from .factories import JobFactory

pytestmark = pytest.mark.django_db

# Fixed, because test processes compare the names of their tests.
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sleeping"},
        {"progress": 101},
        {"state": "running"},
        {"lease_holder": "somebody"},
        {"state": "done"},
        {"finished_at": NOON},
        {"error": "It broke."},
        {"state": "failed", "finished_at": NOON},
    ],
    ids=str,
)
def test_a_job_that_contradicts_itself_is_refused(wrong):
    job = JobFactory()

    with pytest.raises(IntegrityError):
        Job.objects.filter(pk=job.pk).update(**wrong)


@pytest.mark.parametrize("state", ["running", "done", "failed", "cancelled"])
def test_a_job_may_be_in_each_state(state):
    assert JobFactory(**{state: True}).state == state
