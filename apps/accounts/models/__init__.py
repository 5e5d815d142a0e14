"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .feedback import Feedback
from .invitations import Invitation
from .outbox import OutboxMail
from .people import User
from .privacy import Consent, Export, LegalHold
from .profile import Profile

__all__ = [
    "AuditEvent", "Consent", "Export", "Feedback", "Invitation", "LegalHold", "OutboxMail", "Profile", "Subject",
    "User",
]  # fmt: skip
