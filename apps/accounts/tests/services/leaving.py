"""People whose day has come, and those who cannot be erased."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from apps.accounts.services import erasure

User = get_user_model()


def due(person):
    User.objects.filter(pk=person.pk).update(erase_at=timezone.now() - timedelta(minutes=1))


def stick(monkeypatch, *stuck):
    """These cannot be erased."""
    real = erasure.privacy.erase

    def refuse(person):
        if person in stuck:
            raise OSError("the disk is gone")
        return real(person)

    monkeypatch.setattr(erasure.privacy, "erase", refuse)
