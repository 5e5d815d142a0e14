"""Browser sessions."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from . import token_sessions

FORGET_AT_ONCE = 1000


def forget_ended_sessions() -> None:
    """Drop the sessions that ran out, in batches; without this their table only grows."""
    ended = Session.objects.filter(expire_date__lt=timezone.now())
    while batch := list(ended.values_list("pk", flat=True)[:FORGET_AT_ONCE]):
        Session.objects.filter(pk__in=batch).delete()
    token_sessions.forget_ended()
