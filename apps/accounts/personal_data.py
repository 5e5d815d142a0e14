"""What accounts holds about a person, for export and erasure."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from project.lib import cache, privacy
from project.lib.sessions import SessionStore

from .models import (
    ApiKey,
    AuditEvent,
    AuthSession,
    Consent,
    Export,
    Feedback,
    Invitation,
    LegalHold,
    OutboxMail,
    Profile,
    Subject,
    User,
)

NOBODY = "a person who left"


# Tables whose rows go with the person: what is not handed out, which columns hold files, and what they are to them.
OWN: tuple[tuple[type[Model], list[str], dict[str, str], str], ...] = (
    (Invitation, ["digest"], {}, "invitations that you made or followed"),
    (OutboxMail, [], {}, "mails to you that an administrator hands on"),
    (Profile, ["setup_step"], {"photo": Profile.FOLDER}, "what you said of yourself, and your photo"),
    (Feedback, [], {}, "what you wrote to us"),
    (AuthSession, ["refresh_digest", "password_state"], {}, "programs that are signed in as you"),
    (ApiKey, ["digest"], {}, "API keys of yours"),
    # A copy does not hold the copies before it.
    (Export, ["file"], {"file": Export.FOLDER}, "copies of your data, for seven days"),
    (Consent, [], {}, "what you agreed to, and when"),
    (LegalHold, [], {}, "legal holds on your account"),
)


def register() -> None:
    for model, leave_out, files, about in OWN:
        rows = model._default_manager.for_user  # type: ignore[attr-defined]
        label = model._meta.label
        privacy.table(label, rows=rows, erase=privacy.delete(), leave_out=leave_out, files=files, about=about)
    _register_allauth()
    _register_the_person()
    privacy.store("remembered calculations", erase=cache.forget)
    privacy.store("what staff changed about the person", erase=_forget_in_admin_log)
    privacy.store("sessions", erase=_end_sessions)


def _register_the_person() -> None:
    """The person's own row, and what stays of them in the logs."""
    privacy.table(
        "accounts.User",
        rows=lambda person: User.objects.filter(pk=person.pk),
        erase=privacy.delete(),
        leave_out=["password"],
        about="your account: name, address and preferences",
        rank=privacy.THE_PERSON,
    )
    privacy.table(
        "accounts.AuditEvent",
        rows=AuditEvent.objects.for_user,
        erase=privacy.retain(reason="The log of what happened stays whole; what it says of you can no longer be read."),
        leave_out=["details"],
        about="what happened to your account, such as sign-ins",
    )
    privacy.table(
        "accounts.Subject",
        rows=lambda person: Subject.objects.filter(user=person),
        erase=privacy.Erasure(lambda rows: rows.update(user=None, data_key=None), "So that the log can be counted."),
        about="a number that stands for you in that log",
        rank=890,
    )
    privacy.table(
        "admin.LogEntry",
        rows=lambda person: LogEntry.objects.filter(user=person),
        erase=privacy.delete(),
        about="what you changed as an administrator",
        rank=900,
    )


def _register_allauth() -> None:
    """The tables that django-allauth keeps for us: each leads to its person by a field."""
    for label, lookup, leave_out, about in (
        ("account.EmailAddress", "user", [], "your addresses, and whether they are proved"),
        ("account.EmailConfirmation", "email_address__user", ["key"], "links that prove an address"),
        ("mfa.Authenticator", "user", ["data"], "second factors and passkeys"),
        ("socialaccount.SocialAccount", "user", [], "accounts elsewhere that sign you in here"),
        ("socialaccount.SocialToken", "account__user", ["token", "token_secret"], "keys of those accounts"),
        ("usersessions.UserSession", "user", ["session_key"], "devices you are signed in on"),
    ):
        privacy.table(label, rows=_rows(label, lookup), erase=privacy.delete(), leave_out=leave_out, about=about)


def _rows(label: str, lookup: str) -> privacy.Rows:
    return lambda person: apps.get_model(label)._default_manager.filter(**{lookup: person})


def _forget_in_admin_log(person: Any) -> int:
    """Staff's own entries stay, without the address that stands in them."""
    about = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    return about.exclude(object_repr=NOBODY).update(object_repr=NOBODY, change_message="")


def _end_sessions(person: Any) -> int:
    """A session names its person only inside its data; the list of devices names it from sign-in to sign-out."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    for key in keys:
        SessionStore().delete(key)
    return len(keys)
