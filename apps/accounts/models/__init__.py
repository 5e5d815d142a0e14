"""The tables of accounts, by subject."""

from .audit import AuditEvent, Subject
from .people import User
from .privacy import Consent, Export, LegalHold

__all__ = ["AuditEvent", "Consent", "Export", "LegalHold", "Subject", "User"]
