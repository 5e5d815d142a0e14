"""Long work about accounts, and what the schedule does for them."""

from django.contrib.auth import get_user_model

from apps.jobs import public as jobs


@jobs.job(name="accounts.load_sample_data", queue="bulk")
def load_sample_data(progress: jobs.Progress, *, user_id: int) -> str:
    from . import services

    return services.load_sample_data(person=get_user_model().objects.get(pk=user_id), progress=progress)


@jobs.periodic("accounts.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Drop sessions that ran out."""
    from . import services

    services.forget_ended_sessions()
