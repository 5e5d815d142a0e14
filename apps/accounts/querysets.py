"""How people are found and made."""

import unicodedata
from typing import Any

from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
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
        """A person who may sign in; without a password, only by a link."""
        person: Any = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        person: Any = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.set_role("admin")
        person.save(using=self._db)
        return person


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
