"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .feedback import Feedback
from .people import User
from .profile import Profile

__all__ = ["AuditEvent", "Feedback", "Profile", "Subject", "User"]
