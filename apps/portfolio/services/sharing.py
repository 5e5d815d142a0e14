"""Links that show others a portfolio: made, shown once, opened, revoked."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from apps.accounts import public as accounts
from project.lib.errors import Conflict, DomainError, NotThere

from ..models import Share
from .rules import refusal

MOST_SHARES = 20
LONGEST = timedelta(days=366)
# An opening is written down at most this often for a link, so that looking again and again fills no log.
OPENED_EVERY = timedelta(hours=1)


class BadShare(DomainError):
    code = "bad_share"


class TooManyShares(Conflict):
    code = "too_many_shares"


class ShareOver(DomainError):
    """It was revoked, has expired, or its owner shows nothing any more: all read the same."""

    code = "share_over"
    status: ClassVar[int] = 410


@transaction.atomic
def make_share(
    *, owner: Any, name: str, expires_at: datetime, scope: str = "percentages", shows_name: bool = False
) -> tuple[Share, str]:
    """
    A new link, and its token, which is kept nowhere: it is shown to the person this once.

    :raises BadShare: it has no name, or ends in the past or later than in a year
    :raises TooManyShares:
    """
    now = timezone.now()
    if not name.strip():
        raise refusal(BadShare, "name", "Say whom it is for, so that you know it again.")
    if not now < expires_at <= now + LONGEST:
        raise refusal(BadShare, "expires_at", "A link ends after now, and within a year.")
    if scope not in Share.Scope.values:
        raise refusal(BadShare, "scope", "A link shows percentages, or amounts too.")
    if Share.objects.for_user(owner).live(now).count() >= MOST_SHARES:
        raise TooManyShares(f"You have {MOST_SHARES} links. Revoke one that is no longer needed.")
    token = secrets.token_urlsafe(32)
    share = Share.objects.create(
        owner=owner, name=name.strip(), digest=_digest(token), scope=scope, shows_name=shows_name, expires_at=expires_at
    )
    accounts.record(accounts.Event.SHARE_MADE, subject=owner, details=_described(share))
    return share, token


@transaction.atomic
def revoke_share(*, owner: Any, uuid: UUID) -> Share:
    """
    From the next request on it shows nothing. May be repeated.

    :raises NotThere: the person made no such link
    """
    share = Share.objects.for_user(owner).select_for_update().filter(uuid=uuid).first()
    if share is None:
        raise NotThere("There is no such link of yours.")
    if share.revoked_at is None:
        share.revoked_at = timezone.now()
        share.save(update_fields=["revoked_at"])
        accounts.record(accounts.Event.SHARE_REVOKED, subject=owner, details=_described(share))
    return share


@transaction.atomic
def open_share(*, token: str) -> Share:
    """
    The link that somebody followed, with its owner. It is never remembered: what is revoked is over at once.

    :raises NotThere: there never was such a link
    :raises ShareOver:
    """
    # By the digest of 256 random bits: how long the look-up takes tells nobody anything.
    found = Share.objects.select_related("owner").filter(digest=_digest(token)).first()
    if found is None:
        raise NotThere("There is no such page. Check that the link is whole.")
    now = timezone.now()
    if not Share.objects.live(now).filter(pk=found.pk).exists():
        raise ShareOver("This link shows nothing any more. Ask whoever gave it to you for another.")
    due = found.opened_at is None or now - found.opened_at >= OPENED_EVERY
    # Of two at once one writes it down.
    if due and Share.objects.filter(pk=found.pk, opened_at=found.opened_at).update(opened_at=now):
        accounts.record(accounts.Event.SHARE_OPENED, subject=found.owner, details=_described(found))
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _described(share: Share) -> dict[str, object]:
    return {"name": share.name, "scope": share.scope, "expires_at": share.expires_at}
