"""One-time links: signing in without a password, once, on this machine."""

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from project.lib.errors import DomainError

from ..models import User

LINK_SALT = "accounts.one-time-link"
LINK_SECONDS = 24 * 3600


class LinkSpent(DomainError):
    code = "link_spent"
    status = 410


def _state(person: User) -> str:
    """
    Changes with every sign-in, so a link that carries it works once; and with the address and the password, so that
    a link into the demo account does not lead into somebody's own.
    """
    last_login = person.last_login.isoformat() if person.last_login else "never"
    return salted_hmac(LINK_SALT, f"{last_login} {person.email} {person.password}", algorithm="sha256").hexdigest()[:32]


def key_for(person: User, *, purpose: str) -> str:
    """A key that stands for this person, for one purpose, once."""
    return signing.dumps([str(person.uuid), _state(person)], salt=purpose)


def whose(key: str, *, purpose: str, seconds: int) -> User | None:
    """
    Whose key this is; None where it was used, is too old, or was never ours.

    Locks the row, so that one of two at once is let through; so it must be asked in a transaction.
    """
    try:
        uuid, state = signing.loads(key, salt=purpose, max_age=seconds)
    except signing.BadSignature:
        return None
    person = User.objects.select_for_update().filter(uuid=uuid, is_active=True).first()
    return person if person is not None and constant_time_compare(_state(person), state) else None


def one_time_token(person: User) -> str:
    return key_for(person, purpose=LINK_SALT)


@transaction.atomic
def redeem(token: str) -> User:
    """
    The person whose link this is, whose earlier links are spent from now on.

    :raises LinkSpent: when it was used, is older than a day, or was never ours
    """
    person = whose(token, purpose=LINK_SALT, seconds=LINK_SECONDS)
    if person is None:
        raise LinkSpent("This sign-in link was used already or is too old. Starting Steward again prints a new one.")
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    return person
