"""Making figures anew, behind the pages."""

from celery import shared_task
from django.db import InterfaceError, OperationalError

from apps.jobs import public as jobs

_RETRIED = {"autoretry_for": (OperationalError, InterfaceError), "retry_backoff": True, "max_retries": 5}


@shared_task(name="portfolio.update_portfolio_metrics", acks_late=True, **_RETRIED)
def update_portfolio_metrics(user_id: int) -> None:
    """Bring one person's figures up to date; safe to run twice, and one at a time for a person."""
    from . import services

    services.update_portfolio_metrics_of(user_id=user_id)


@shared_task(name="portfolio.value_outdated", acks_late=True, **_RETRIED)
def value_outdated() -> None:
    """Bring up to date the figures of everyone that prices, rates or a new day made old."""
    from . import services

    services.value_outdated()


@jobs.periodic("portfolio.begin_day")
def begin_day() -> None:
    """Bring prices to the present, and have every figure made for the new day."""
    from . import services

    services.begin_day()


@jobs.periodic("portfolio.refresh_market")
def refresh_market() -> None:
    """Ask providers for the prices and rates that are due."""
    from . import services

    services.refresh_market()


@jobs.periodic("portfolio.watch_alerts")
def watch_alerts() -> None:
    """Tell people what they asked to be told of."""
    from .services import alerts

    alerts.watch_alerts()


@jobs.job(name="portfolio.check_import", queue="bulk")
def check_import(progress: jobs.Progress, *, import_id: int) -> str:
    from .services import imports

    return imports.check_import(import_id=import_id, progress=progress)


@jobs.job(name="portfolio.book_import", queue="bulk")
def book_import(progress: jobs.Progress, *, import_id: int) -> str:
    from .services import imports

    return imports.book_import(import_id=import_id, progress=progress)


@jobs.job(name="portfolio.undo_import", queue="bulk")
def undo_import(progress: jobs.Progress, *, import_id: int) -> str:
    from .services import imports

    return imports.undo_import(import_id=import_id, progress=progress)
