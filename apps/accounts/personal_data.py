"""What accounts holds about a person, for export and erasure."""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from project.lib import privacy
from project.lib.sessions import SessionStore

from .models import ApiKey, AuditEvent, AuthSession, Invitation, OutboxMail, Subject, User

NOBODY = "a person who left"


def register() -> None:
    privacy.table(
        "accounts.User",
        rows=lambda person: User.objects.filter(pk=person.pk),
        erase=privacy.delete(),
        leave_out=["password"],
        rank=privacy.THE_PERSON,
    )
    _register_allauth()
    privacy.table("accounts.Invitation", rows=Invitation.objects.for_user, erase=privacy.delete(), leave_out=["digest"])
    privacy.table("accounts.OutboxMail", rows=OutboxMail.objects.for_user, erase=privacy.delete())
    privacy.table(
        "accounts.AuthSession",
        rows=AuthSession.objects.for_user,
        erase=privacy.delete(),
        leave_out=["refresh_digest", "password_state"],
    )
    privacy.table("accounts.ApiKey", rows=ApiKey.objects.for_user, erase=privacy.delete(), leave_out=["digest"])
    privacy.table(
        "accounts.AuditEvent",
        rows=AuditEvent.objects.for_user,
        erase=privacy.retain(reason="The log of what happened stays whole; what it says of you can no longer be read."),
        leave_out=["details"],
    )
    privacy.table(
        "accounts.Subject",
        rows=lambda person: Subject.objects.filter(user=person),
        erase=privacy.Erasure(lambda rows: rows.update(user=None, data_key=None), "So that the log can be counted."),
        rank=890,
    )
    privacy.table(
        "admin.LogEntry", rows=lambda person: LogEntry.objects.filter(user=person), erase=privacy.delete(), rank=900
    )
    privacy.store("what staff changed about the person", erase=_forget_in_admin_log)
    privacy.store("sessions", erase=_end_sessions)


def _register_allauth() -> None:
    """The tables that django-allauth keeps for us: each leads to its person by a field."""
    for label, lookup, leave_out in (
        ("account.EmailAddress", "user", []),
        ("account.EmailConfirmation", "email_address__user", ["key"]),
        ("mfa.Authenticator", "user", ["data"]),
        ("socialaccount.SocialAccount", "user", []),
        ("socialaccount.SocialToken", "account__user", ["token", "token_secret"]),
        ("usersessions.UserSession", "user", ["session_key"]),
    ):
        privacy.table(label, rows=_rows(label, lookup), erase=privacy.delete(), leave_out=leave_out)


def _rows(label: str, lookup: str) -> privacy.Rows:
    return lambda person: apps.get_model(label)._default_manager.filter(**{lookup: person})


def _forget_in_admin_log(person: Any) -> int:
    """Staff's own entries stay, without the address that stands in them."""
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    return about.exclude(object_repr=NOBODY).update(object_repr=NOBODY, change_message="")


def _end_sessions(person: Any) -> int:
    """A session names its person only inside its data, so each is looked into."""
    ended = 0
    for session in Session.objects.only("session_key", "session_data").iterator(chunk_size=1000):
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            SessionStore(session.session_key).delete()
            ended += 1
    return ended
