"""People, the audit log and feedback, for staff. What changes something is a service."""

from . import audit_log, feedback, people

__all__ = ["audit_log", "feedback", "people"]
