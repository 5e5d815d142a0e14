"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .feedback import Feedback
from .invitations import Invitation
from .keys import ApiKey
from .outbox import OutboxMail
from .people import User
from .privacy import Consent, Export, LegalHold
from .profile import Profile
from .tokens import AuthSession

__all__ = [
    "ApiKey", "AuditEvent", "AuthSession", "Consent", "Export", "Feedback", "Invitation", "LegalHold", "OutboxMail",
    "Profile", "Subject", "User",
]  # fmt: skip
