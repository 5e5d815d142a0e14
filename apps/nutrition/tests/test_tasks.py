"""Work behind the pages."""

import pytest
from celery import current_app
from django.apps import apps

from apps.nutrition import services
from apps.nutrition.models import Food

pytestmark = pytest.mark.django_db
Job = apps.get_model("jobs", "Job")


def test_a_worker_reads_a_table_of_foods(tmp_path):
    path = tmp_path / "foods.csv"
    path.write_text("name,energy_kcal\nPumpernickel,181\n")
    services.begin_import_foods(table="csv", path=path)
    job = Job.objects.get()

    current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)

    job.refresh_from_db()
    assert (job.state, Food.objects.get().name) == (Job.State.DONE, "Pumpernickel")
