"""How long a session lasts: twelve hours from the last click, two weeks in all."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from project.lib.away import is_away

from ..services import sessions
from ..services.sessions import BEGAN, SEEN

# A session that is used is written this often, not with every request.
SEEN_EVERY_SECONDS = 300


def session_life(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Without the cookie nobody is signed in: do not touch the session, which would make the answer vary by it.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            try:
                _look_at(request)
            except Exception as error:
                # What a page needs of its reader while the database is away, it says itself.
                if not is_away(error):
                    raise
        return get_response(request)

    return middleware


def _look_at(request: HttpRequest) -> None:
    began = request.session.get(BEGAN)
    if began is None or not request.user.is_authenticated:
        return
    now = int(time.time())
    if now - began > settings.SESSION_LONGEST_SECONDS:
        sessions.sign_out(request)
    elif now - request.session.get(SEEN, 0) >= SEEN_EVERY_SECONDS:
        # Writing the session moves its end to twelve hours from now.
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
