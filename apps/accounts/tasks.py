"""Long work about accounts, and what the schedule does for them."""

from smtplib import SMTPException
from typing import Any

from celery import shared_task
from django.contrib.auth import get_user_model

from apps.jobs import public as jobs


@jobs.job(name="accounts.load_sample_data", queue="bulk")
def load_sample_data(progress: jobs.Progress, *, user_id: int) -> str:
    from . import services

    return services.load_sample_data(person=get_user_model().objects.get(pk=user_id), progress=progress)


@shared_task(
    name="accounts.send_mail",
    acks_late=True,
    autoretry_for=(SMTPException, OSError),
    retry_backoff=5,
    max_retries=6,
    # A mail holds an address and often a code.
    sensitive=("to", "subject", "text", "html"),
)
def send_mail(**fields: Any) -> None:
    from .services import mail

    mail.deliver(**fields)


@jobs.periodic("accounts.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Drop sessions that ran out."""
    from . import services

    services.forget_ended_sessions()
