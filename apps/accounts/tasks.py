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


@jobs.job(name="accounts.make_export", queue="bulk")
def make_export(progress: jobs.Progress, *, export_id: int) -> str:
    from .services import exports

    return exports.make(export_id=export_id, progress=progress)


@jobs.periodic("accounts.erase_departed")
def erase_departed() -> None:
    """Erase the people whose time to undo it is over."""
    from .services import erasure

    erasure.perform_due()


@jobs.periodic("accounts.purge_expired")
def purge_expired() -> None:
    """Drop what is older than it may be."""
    from .services import retention

    retention.purge_expired()
