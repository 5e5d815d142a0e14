"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .invitations import Invitation
from .keys import ApiKey
from .outbox import OutboxMail
from .people import User
from .tokens import AuthSession

__all__ = ["ApiKey", "AuditEvent", "AuthSession", "Invitation", "OutboxMail", "Subject", "User"]
