"""Alerts: kept by their person, looked at by the schedule."""

from .keeping import (
    BadAlert,
    change_alert,
    delete_alert,
    pause_alert,
    restore_alert,
    resume_alert,
    see_notices,
    set_alert,
)
from .watching import watch_alerts

__all__ = [
    "BadAlert", "change_alert", "delete_alert", "pause_alert", "restore_alert", "resume_alert", "see_notices",
    "set_alert", "watch_alerts",
]  # fmt: skip
