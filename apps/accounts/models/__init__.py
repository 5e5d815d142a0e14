"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .people import User
from .profile import Profile

__all__ = ["AuditEvent", "Profile", "Subject", "User"]
