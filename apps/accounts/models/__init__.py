"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .invitations import Invitation
from .outbox import OutboxMail
from .people import User

__all__ = ["AuditEvent", "Invitation", "OutboxMail", "Subject", "User"]
