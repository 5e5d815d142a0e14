"""What people do with their account: sign in by a link, make the demo account theirs, choose how pages speak."""

from typing import Any

from django.contrib.sessions.models import Session
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from apps.jobs import public as jobs
from project.lib.errors import Conflict, DomainError, NotThere
from project.lib.registry import sample_data

from . import tasks
from .models import User

DEMO_EMAIL = "demo@steward.localhost"
LINK_SALT = "accounts.one-time-link"
LINK_SECONDS = 24 * 3600
FORGET_AT_ONCE = 1000


class LinkSpent(DomainError):
    code = "link_spent"
    status = 410


class AddressTaken(Conflict):
    code = "address_taken"


class NotTheDemo(Conflict):
    code = "not_the_demo"


class NoSuchPerson(NotThere):
    code = "no_such_person"


# --- One-time links ---------------------------------------------------------------------------------------------


def _state(person: User) -> str:
    """
    Changes with every sign-in, so a link that carries it works once; and with the address and the password, so that
    a link into the demo account does not lead into somebody's own.
    """
    last_login = person.last_login.isoformat() if person.last_login else "never"
    return salted_hmac(LINK_SALT, f"{last_login} {person.email} {person.password}", algorithm="sha256").hexdigest()[:32]


def one_time_token(person: User) -> str:
    return signing.dumps([str(person.uuid), _state(person)], salt=LINK_SALT)


@transaction.atomic
def redeem(token: str) -> User:
    """
    The person whose link this is, whose earlier links are spent from now on.

    :raises LinkSpent: when it was used, is older than a day, or was never ours
    """
    spent = LinkSpent("This sign-in link was used already or is too old. Starting Steward again prints a new one.")
    try:
        uuid, state = signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        raise spent from None
    # The lock lets one of two clicks through.
    person = User.objects.select_for_update().filter(uuid=uuid, is_active=True).first()
    if person is None or not constant_time_compare(_state(person), state):
        raise spent
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    return person


# --- The demo account and its sample data -----------------------------------------------------------------------


@transaction.atomic
def open_demo_account() -> User | None:
    """
    The demo account; made, and given its sample data, where Steward has nobody yet. None once it is somebody's own.
    """
    demo = User.objects.with_email(DEMO_EMAIL).first()
    if demo is None and not User.objects.exists():
        demo = User.objects.create_user(
            DEMO_EMAIL,
            name="Robin Hale",
            locale="en-GB",
            time_zone="Europe/London",
            base_currency="GBP",
            has_sample_data=True,
        )
        jobs.start(
            tasks.load_sample_data, owner=demo, title="Load the sample household", arguments={"user_id": demo.pk}
        )
    return demo


def load_sample_data(*, person: User, progress: jobs.Progress) -> str:
    """Give a person every app's sample data, an app at a time; what they removed meanwhile is not brought back."""
    offers = list(sample_data)
    for done, (name, sample) in enumerate(offers):
        progress.report(done, len(offers), f"Loading {name}")
        with transaction.atomic():
            if not User.objects.select_for_update().filter(pk=person.pk, has_sample_data=True).exists():
                break
            sample.load(person)
    return reverse("dashboard:front")


@transaction.atomic
def remove_sample_data(*, person: User) -> None:
    """Take away everything that load_sample_data gave; what the person added since stays."""
    User.objects.select_for_update().get(pk=person.pk)
    for _, sample in sample_data:
        sample.remove(person)
    person.has_sample_data = False
    person.save(update_fields=["has_sample_data", "updated_at"])


def make_it_yours(*, person: User, name: str, email: str, password: str) -> None:
    """
    Turn the demo account into somebody's own.

    :raises NotTheDemo: it is somebody's own already
    :raises AddressTaken: when another person signs in with that address
    """
    if person.email != DEMO_EMAIL:
        raise NotTheDemo("This account is somebody's own already.")
    person.name, person.email = name, User.objects.normalize_email(email)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(update_fields=["name", "email", "password", "updated_at"])
    except IntegrityError:
        message = "Somebody signs in with this address already."
        raise AddressTaken(message, fields={"email": [message]}) from None


# --- Preferences and roles --------------------------------------------------------------------------------------


def set_preferences(*, person: User, **preferences: Any) -> None:
    """name, locale, time_zone, base_currency, theme: those given."""
    if "locale" in preferences:
        preferences["preferences_chosen_at"] = timezone.now()
    for name, value in preferences.items():
        setattr(person, name, value)
    person.save(update_fields=[*preferences, "updated_at"])


@transaction.atomic
def promote(*, email: str) -> User:
    """
    Make a person an administrator. May be repeated.

    :raises NoSuchPerson: when nobody signs in with that address
    """
    person = User.objects.with_email(email).select_for_update().first()
    if person is None:
        raise NoSuchPerson(f"Nobody signs in as {email}.")
    person.set_role(User.Role.ADMIN)
    person.save(update_fields=["role", "is_staff", "is_superuser", "updated_at"])
    return person


# --- Sessions ---------------------------------------------------------------------------------------------------


def forget_ended_sessions() -> None:
    """Drop the sessions that ran out, in batches; without this their table only grows."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    while batch := list(ended.values_list("pk", flat=True)[:FORGET_AT_ONCE]):
        Session.objects.filter(pk__in=batch).delete()
