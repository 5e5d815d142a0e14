"""What the schedule does for jobs."""

from .services.periodic import periodic


@periodic("jobs.sweep")
def sweep() -> None:
    """Take up jobs whose worker died, and enqueue those that are in no queue."""
    from .services import jobs

    jobs.sweep()
