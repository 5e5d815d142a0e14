from celery.signals import task_failure
from django.apps import AppConfig

from project.lib.registry import Card, Entry, cards, navigation

SHOWN_ON_CARD = 3


class JobsConfig(AppConfig):
    name = "apps.jobs"
    api_covers = "your tasks: how far they are, cancelling and trying again"

    def ready(self) -> None:
        # So that shared_task and delay find Steward's Celery app in web processes and commands too.
        import workers.app  # noqa: F401

        from . import personal_data
        from .services import failures

        task_failure.connect(failures.keep, dispatch_uid="apps.jobs.failures.keep")
        personal_data.register()
        navigation.register("jobs", Entry("Tasks", "jobs:list", "jobs"), rank=900)
        cards.register("tasks", card, rank=900)


def card(person) -> Card:
    from . import queries

    open_jobs, ended_jobs = queries.open_and_recent(person, each=SHOWN_ON_CARD)
    return Card(
        title="Tasks",
        template="jobs/_card.html" if open_jobs or ended_jobs else "",
        context={"open_jobs": open_jobs, "ended_jobs": ended_jobs},
        overview={
            "open": [{"uuid": str(job.uuid), "title": job.title, **job.event()} for job in open_jobs],
            "ended": [{"uuid": str(job.uuid), "title": job.title, **job.event()} for job in ended_jobs],
        },
        url="/jobs/",
    )
