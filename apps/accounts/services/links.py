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
