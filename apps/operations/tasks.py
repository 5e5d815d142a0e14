"""What the schedule does for operators."""

from apps.jobs.public import periodic


@periodic("operations.roll_up_use")
def roll_up_use() -> None:
    """Bring the table of daily use up to date."""
    from .services import usage

    usage.roll_up_use()


@periodic("operations.forget_old_answers")
def forget_old_answers() -> None:
    """Drop what Idempotency-Key kept for a day."""
    from project.lib.idempotency import forget_old_answers

    forget_old_answers()
