"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .keys import ApiKey
from .people import User
from .tokens import AuthSession

__all__ = ["ApiKey", "AuditEvent", "AuthSession", "Subject", "User"]
