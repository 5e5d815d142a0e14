"""How people are found and made."""

import unicodedata
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone


class UserManager(BaseUserManager):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling of each address: the sign-in form reads full-width letters and the like as plain ones too."""
        return super().normalize_email(unicodedata.normalize("NFKC", email or "").strip())

    def with_email(self, email: str | None) -> Any:
        """People with this address, however it is capitalised: one or none."""
        # As lower(email), so that the unique index serves it; iexact would compare upper().
        return self.alias(address=Lower("email")).filter(address=self.normalize_email(email).lower())

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.with_email(username).get()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """A person who may sign in, whose address nobody doubts; without a password, only by a link."""
        return self._created(self.model(email=self.normalize_email(email), **fields), password)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        person: Any = self.model(email=self.normalize_email(email), **fields)
        person.set_role("admin")
        return self._created(person, password)

    def _created(self, person: Any, password: str | None) -> Any:
        person.set_password(password)
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            self.set_verified_address(person, person.email)
        return person

    @staticmethod
    def set_verified_address(person: Any, email: str) -> None:
        """
        Make this the person's one address, proved to be theirs. The one place that writes it past allauth's own forms.

        Does not save the person. Where another person has proved the address to be theirs, it raises IntegrityError.
        """
        person.email = UserManager.normalize_email(email)
        addresses = EmailAddress.objects.filter(user=person)
        addresses.exclude(email=person.email.lower()).delete()
        addresses.update_or_create(
            user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
        )


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that name their person in `user`."""

    def for_user(self, user: Any) -> "OwnedQuerySet":
        return self.filter(user=user)


class AuditEventQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "AuditEventQuerySet":
        """What happened to this person, newest first."""
        subject = self.model._meta.apps.get_model("accounts", "Subject").objects.filter(user=user).values("pk")
        return self.filter(subject__in=subject).order_by("-id")


class AuthSessionQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "AuthSessionQuerySet":
        return self.filter(person=user)

    def live(self) -> "AuthSessionQuerySet":
        return self.filter(ended_at=None, ends_at__gt=timezone.now())

    def newest_first(self) -> "AuthSessionQuerySet":
        return self.order_by("-created_at", "-id")


class ApiKeyQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "ApiKeyQuerySet":
        return self.filter(person=user)

    def live(self) -> "ApiKeyQuerySet":
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None)

    def newest_first(self) -> "ApiKeyQuerySet":
        return self.order_by("-created_at", "-id")


class InvitationQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "InvitationQuerySet":
        """Those that a person made, and the one that brought them."""
        return self.filter(models.Q(invited_by=user) | models.Q(accepted_by=user))

    def good(self) -> "InvitationQuerySet":
        return self.filter(accepted_by=None, expires_at__gt=Now())

    def accepted(self) -> "InvitationQuerySet":
        return self.exclude(accepted_by=None).select_related("accepted_by")


class OutboxMailQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "OutboxMailQuerySet":
        """Mails to a person's present address. What is said to somebody else is theirs, whoever is named in it."""
        return self.filter(email__iexact=user.email)


class ProfileQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "ProfileQuerySet":
        return self.filter(person=user)


class FeedbackQuerySet(models.QuerySet[Any]):
    def for_user(self, user: Any) -> "FeedbackQuerySet":
        return self.filter(person=user)

    def newest_first(self) -> "FeedbackQuerySet":
        return self.order_by("-id")
