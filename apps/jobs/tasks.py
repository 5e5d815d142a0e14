"""What the schedule does for jobs."""

from .services.periodic import periodic


@periodic("jobs.sweep")
def sweep() -> None:
    """Take up jobs whose worker died, and enqueue those that are in no queue."""
    from .services import jobs

    jobs.sweep()


@periodic("jobs.prune")
def prune() -> None:
    """Drop jobs and failed tasks that are a month old."""
    from .services import failures, jobs

    jobs.prune()
    failures.prune()
