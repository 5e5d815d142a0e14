"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .people import User

__all__ = ["AuditEvent", "Subject", "User"]
