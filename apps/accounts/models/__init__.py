"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .invitations import Invitation
from .outbox import OutboxMail
from .people import User
from .privacy import Consent, Export, LegalHold

__all__ = [
    "AuditEvent", "Consent", "Export", "Invitation", "LegalHold", "OutboxMail", "Subject", "User",
]  # fmt: skip
