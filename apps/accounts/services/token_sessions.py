"""
Programs that signed in: begun with a password, renewed by their refresh token, ended by their person.

An access token stands only as long as its row here, and the row is looked up together with its person in one
statement on every request. Nothing of it is cached: so a sign-out, a new password, a closed or deleted account hold
from the next request on, and hold while Redis is away. `tests/bench/auth.py` measures what that costs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from project.lib.errors import NotThere

from ..domain.events import Event
from ..models import AuthSession, User
from . import audit, tokens
from .tokens import AccessToken, RefreshToken, TokenRefused

# Requests of one program that renew at the same moment: all but the first are told so, and the sign-in stands.
GRACE = timedelta(seconds=10)
# Knowing when a program was last here is not worth a write on every request.
SEEN_EVERY = timedelta(minutes=5)
# How many programs of one person are signed in at most, and how many browsers (sessions.py): the oldest makes room.
MOST = 50
TOO_MANY = f"{MOST} others are newer"


class SessionEnded(TokenRefused):
    """Signed out, or the password changed, or the account was closed."""

    code = "session_ended"


class TokenRotated(TokenRefused):
    """Another request renewed this a moment ago, and has the token that comes after it."""

    code = "token_rotated"


class NoSuchSession(NotThere):
    code = "no_such_session"


@dataclass(frozen=True)
class Tokens:
    """What a program gets. Shown once: nothing here can be made again from what is kept."""

    access: str
    refresh: str
    session: AuthSession

    expires_in: int = int(AccessToken.lifetime.total_seconds())
    token_type: str = "Bearer"  # noqa: S105


# --- Beginning and renewing -------------------------------------------------------------------------------------------


@transaction.atomic
def begin(*, person: User, device: str, network: str) -> Tokens:
    """
    A new sign-in of a program. Who calls this has seen that the person is who they say.

    Of more than fifty the oldest ends.
    """
    session = AuthSession(
        person=person, device=device[:200], network=network, password_state=person.get_session_auth_hash()
    )
    issued = _issue(session, timezone.now())
    for old in AuthSession.objects.for_user(person).live().newest_first().select_for_update()[MOST:]:
        _sign_out(old, person, reason=TOO_MANY)
    return issued


def renew(*, refresh: str, network: str) -> Tokens:
    """
    New tokens for a refresh token, which is spent by it.

    :raises TokenRotated: it was spent within the last ten seconds, as by two requests at once; the sign-in stands
    :raises SessionEnded: the sign-in is over; it is from now on where the token was spent longer ago, since then
        somebody else may have it
    :raises TokenRefused: it is no refresh token of ours, or has expired
    """
    token = tokens.read(RefreshToken, refresh)
    now = timezone.now()
    with transaction.atomic():
        session = _with_person().select_for_update(of=("self",)).filter(pk=token["sid"]).first()
        if session is None or not _stands(session, now):
            raise SessionEnded("This program was signed out. Please sign in again.")
        if constant_time_compare(session.refresh_digest, tokens.digest(token)):
            session.network = network
            return _issue(session, now)
        if now - session.renewed_at <= GRACE:
            raise TokenRotated("Another request has renewed this token a moment ago. Use the one that it was given.")
        _end(session, AuthSession.Ended.REUSED, now)
        details = {"device": session.device, "network": network}
        audit.record(Event.TOKEN_REUSED, subject=session.person, failed=True, details=details)
    # Raised out here, so that what was just written down stays.
    raise SessionEnded("This token was used before, so its program was signed out. Please sign in again.")


def _issue(session: AuthSession, now: datetime) -> Tokens:
    refresh, access = tokens.made_for(RefreshToken, session), tokens.made_for(AccessToken, session)
    session.refresh_digest = tokens.digest(refresh)
    session.renewed_at = session.seen_at = now
    session.ends_at = min(now + RefreshToken.lifetime, session.created_at + settings.TOKEN_SESSION_LIFETIME)
    refresh.set_exp(lifetime=session.ends_at - now, from_time=now)
    session.save()
    return Tokens(str(access), str(refresh), session)


# --- On every request -------------------------------------------------------------------------------------------------


def session_of(access: str) -> AuthSession:
    """
    The sign-in that an access token belongs to, with its person: one statement, and a second every five minutes.

    :raises SessionEnded: it is over
    :raises TokenRefused: it is no access token of ours, or has expired
    """
    token = tokens.read(AccessToken, access)
    now = timezone.now()
    session = _with_person().filter(pk=token["sid"]).first()
    if session is None or not _stands(session, now):
        raise SessionEnded("This program was signed out. Please sign in again.")
    if now - session.seen_at >= SEEN_EVERY:
        AuthSession.objects.filter(pk=session.pk, seen_at=session.seen_at).update(seen_at=now)
    return session


def _with_person():
    return AuthSession.objects.select_related("person")


def _stands(session: AuthSession, now: datetime) -> bool:
    person = session.person
    return (
        session.ended_at is None
        and now < session.ends_at
        and person.is_active
        and constant_time_compare(session.password_state, person.get_session_auth_hash())
    )


# --- Ending -----------------------------------------------------------------------------------------------------------


def end_by_refresh(*, refresh: str) -> None:
    """Sign the program out that holds this token. May be repeated; a token that has expired is signed out already."""
    try:
        token = tokens.read(RefreshToken, refresh)
    except tokens.TokenExpired:
        return
    session = _with_person().filter(pk=token["sid"]).first()
    if session is not None:
        end(person=session.person, session_id=session.pk)


@transaction.atomic
def end(*, person: User, session_id: UUID) -> None:
    """
    Sign one of the person's programs out. May be repeated.

    :raises NoSuchSession: they have none of this id
    """
    session = AuthSession.objects.for_user(person).select_for_update().filter(pk=session_id).first()
    if session is None:
        raise NoSuchSession("There is no such sign-in of yours.")
    if session.ended_at is None:
        _sign_out(session, person)


def end_all(*, person: User) -> int:
    """Sign all of a person's programs out; how many there were. What it is part of writes the event down."""
    live = AuthSession.objects.for_user(person).filter(ended_at=None)
    return live.update(ended_at=timezone.now(), ended_for=AuthSession.Ended.EVERYWHERE)


def _sign_out(session: AuthSession, person: User, *, reason: str = "") -> None:
    _end(session, AuthSession.Ended.SIGNED_OUT, timezone.now())
    details = {"device": session.device} | ({"reason": reason} if reason else {})
    audit.record(Event.PROGRAM_SIGNED_OUT, subject=person, details=details)


def _end(session: AuthSession, why: AuthSession.Ended, now: datetime) -> None:
    session.ended_at, session.ended_for = now, why
    session.save(update_fields=["ended_at", "ended_for"])
