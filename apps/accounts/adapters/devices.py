"""Ending sessions, by allauth's flows: through the one function that ends everything else with them."""

from collections.abc import Iterable

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession

from ..services import sessions


class DevicesAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions_to_end: Iterable[UserSession]) -> None:
        for device in sessions_to_end:
            sessions.end(device)
