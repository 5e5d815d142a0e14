"""
Making an account and setting a new password by mail, for programs.

Pages send codes that a browser's session remembers; a program has none, so its mails carry a key that says all. Whether
an address is known or not, the answer is the same and a mail goes out: only whoever reads it learns more.
"""

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from project.lib.errors import DomainError, NotThere

from ..domain.events import Event
from ..models import User
from . import audit, links, registration, sessions

CONFIRM, RESET = "accounts.confirm-address", "accounts.reset-password"
CONFIRM_SECONDS, RESET_SECONDS = 24 * 3600, 3600


class PasswordRefused(DomainError):
    code = "invalid"


class KeySpent(NotThere):
    code = "key_spent"


def register(request: HttpRequest, *, email: str, password: str, name: str = "", invitation: str = "") -> None:
    """
    Ask for an account. It lets nobody in until the key of the mail has confirmed the address.

    :raises RegistrationClosed: nobody may sign up here, or not without an invitation
    :raises PasswordRefused: the password will not do
    """
    person = User(email=User.objects.normalize_email(email), name=name)
    _check(password, person)
    # Digested before it is known whether anybody has the address: that is what takes time.
    person.password = make_password(password)

    def create() -> User:
        # Asked under the lock that registration holds: of two who are first at once, one is.
        proved = registration.needs_no_proof(person.email)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email.lower(), primary=True, verified=proved)
        return person

    try:
        registration.sign_up(create, invitation=invitation)
    except IntegrityError:
        _mail(request, "program_known", person.email)
    else:
        _mail(request, "program_confirm", person.email, key=links.key_for(person, purpose=CONFIRM))


@transaction.atomic
def confirm(*, key: str) -> None:
    """
    :raises KeySpent: it was used, is older than a day, or was never ours
    """
    person = links.whose(key, purpose=CONFIRM, seconds=CONFIRM_SECONDS)
    if person is None or not _confirm_address(person):
        raise KeySpent("This key was used already or is too old.")


def ask_for_new_password(request: HttpRequest, *, email: str) -> None:
    """Mail a key for a new password to whoever has this address; another mail to whoever reads it otherwise."""
    person = User.objects.with_email(email).filter(is_active=True).first()
    if person is None:
        _mail(request, "program_unknown", User.objects.normalize_email(email))
    else:
        _mail(request, "program_reset", person.email, key=links.key_for(person, purpose=RESET))


@transaction.atomic
def set_new_password(request: HttpRequest, *, key: str, password: str) -> None:
    """
    The mail proves the address; the second factor stays.

    :raises KeySpent: it was used, is older than an hour, or was never ours
    :raises PasswordRefused: the password will not do
    """
    person = links.whose(key, purpose=RESET, seconds=RESET_SECONDS)
    if person is None:
        raise KeySpent("This key was used already or is too old. Ask for another.")
    _check(password, person)
    person.set_password(password)
    person.save(update_fields=["password", "updated_at"])
    _confirm_address(person)
    password_was_reset(person)
    # On pages allauth sends it.
    get_adapter(request).send_notification_mail("account/email/password_reset", person)


@transaction.atomic
def password_was_reset(person: User) -> None:
    """What follows a new password by mail, on pages and in programs: every session and program is signed out."""
    audit.record(Event.PASSWORD_RESET, subject=person)
    sessions.end_everywhere(person, reason="password_reset")


def _check(password: str, person: User) -> None:
    try:
        password_validation.validate_password(password, person)
    except ValidationError as refused:
        raise PasswordRefused("Please check password.", fields={"password": refused.messages}) from None


def _confirm_address(person: User) -> bool:
    """Whether there was something to confirm."""
    waiting = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=False)
    confirmed = bool(waiting.update(verified=True))
    if confirmed:
        audit.record(Event.ADDRESS_CONFIRMED, subject=person)
    return confirmed


def _mail(request: HttpRequest, template: str, email: str, **context: str) -> None:
    get_adapter(request).send_mail(f"account/email/{template}", email, context)
