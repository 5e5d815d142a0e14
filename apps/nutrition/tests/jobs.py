"""Doing what a worker would: jobs that a test began."""

from celery import current_app
from django.apps import apps

Job = apps.get_model("jobs", "Job")


def work(person):
    """Do the person's jobs that wait; the last of them as it is then."""
    for job in Job.objects.filter(owner=person, state="queued").order_by("id"):
        current_app.tasks[job.kind].apply(kwargs={"job_uuid": str(job.uuid)}, throw=True)
    return Job.objects.filter(owner=person).latest("id")
