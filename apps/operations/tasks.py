"""What the schedule does for operators."""

from apps.jobs.public import periodic


@periodic("operations.roll_up_use")
def roll_up_use() -> None:
    """Bring the table of daily use up to date."""
    from .services import usage

    usage.roll_up_use()
